/** How many applications wait for a review, beside the menu's word for them. Says nothing where none do. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ApplicationsWaiting } from "../../contract/application.ts";
import { say } from "../say.ts";
import { useLoaded } from "./loaded.tsx";

const applicationsWaiting = signal<{ readonly division: string; readonly waiting: number } | null>(null);

/** The page that shows them knows sooner than the menu asks. */
export function tellWaiting(division: string, waiting: number): void {
  applicationsWaiting.value = { division, waiting };
}

export function Waiting({ division }: { readonly division: string }): JSX.Element | null {
  const { loaded } = useLoaded<ApplicationsWaiting>(`/api/v1/divisions/${division}/applications/waiting`);
  useEffect(() => {
    if (loaded.state === "ready") tellWaiting(division, loaded.value.waiting);
  }, [loaded, division]);
  const waiting = applicationsWaiting.value?.division === division ? applicationsWaiting.value.waiting : 0;
  if (waiting === 0) return null;
  return (
    <span class="admin-count">
      {waiting}
      <span class="hidden-words">{say("份待审核", "to review")}</span>
    </span>
  );
}
