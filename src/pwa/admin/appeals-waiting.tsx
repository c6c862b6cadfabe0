/** How many appeals wait for this division's answer, beside the menu's word for them, and how many of those are overdue. Says nothing where none wait. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { AppealsWaiting as Counts } from "../../contract/appeal.ts";
import { say } from "../say.ts";
import { DueCount } from "./menu-counts.tsx";
import { useLoaded } from "./loaded.tsx";

const appealsWaiting = signal<(Counts & { readonly division: string }) | null>(null);

/** The page that shows them knows sooner than the menu asks. */
export function tellAppeals(division: string, { waiting, overdue }: Counts): void {
  appealsWaiting.value = { division, waiting, overdue };
}

export function AppealsWaiting({ division }: { readonly division: string }): JSX.Element | null {
  const { loaded } = useLoaded<Counts>(`/api/v1/divisions/${division}/appeals/waiting`);
  useEffect(() => {
    if (loaded.state === "ready") tellAppeals(division, loaded.value);
  }, [loaded, division]);
  const counts = appealsWaiting.value?.division === division ? appealsWaiting.value : null;
  return counts && <DueCount waiting={counts.waiting} overdue={counts.overdue} word={say("件待答复", "to answer")} />;
}
