/** How much waits, and how much of it is overdue, beside the menu's word for it. Says nothing where nothing does. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { AppealsWaiting as Counts } from "../../contract/appeal.ts";
import { say } from "../app/say.ts";
import { useLoaded, valueOf } from "../ui/loaded.tsx";

interface DueCountProps {
  readonly waiting: number;
  readonly overdue: number;
  /** What waits, read out after the number. */
  readonly word: string;
}

export function DueCount({ waiting, overdue, word }: DueCountProps): JSX.Element | null {
  if (waiting === 0) return null;
  return (
    <span class="admin-count">
      {waiting}
      <span class="hidden-words">{word}</span>
      {overdue > 0 && say(` · 超时 ${overdue}`, ` · ${overdue} overdue`)}
    </span>
  );
}

export function ReviewCount({ division }: { readonly division: string }): JSX.Element | null {
  const counted = valueOf(useLoaded("GET /api/v1/divisions/:division/reviews/waiting", { division }));
  return counted && <DueCount waiting={counted.waiting} overdue={counted.overdue} word={say("份待审核", "to review")} />;
}

const appealsWaiting = signal<(Counts & { readonly division: string }) | null>(null);

/** The page that shows them knows sooner than the menu asks. */
export function tellAppeals(division: string, { waiting, overdue }: Counts): void {
  appealsWaiting.value = { division, waiting, overdue };
}

export function AppealsWaiting({ division }: { readonly division: string }): JSX.Element | null {
  const { loaded } = useLoaded("GET /api/v1/divisions/:division/appeals/waiting", { division });
  useEffect(() => {
    if (loaded.state === "ready") tellAppeals(division, loaded.value);
  }, [loaded, division]);
  const counts = appealsWaiting.value?.division === division ? appealsWaiting.value : null;
  return counts && <DueCount waiting={counts.waiting} overdue={counts.overdue} word={say("件待答复", "to answer")} />;
}

const applicationsWaiting = signal<{ readonly division: string; readonly waiting: number } | null>(null);

/** The page that shows them knows sooner than the menu asks. */
export function tellWaiting(division: string, waiting: number): void {
  applicationsWaiting.value = { division, waiting };
}

export function Waiting({ division }: { readonly division: string }): JSX.Element | null {
  const { loaded } = useLoaded("GET /api/v1/divisions/:division/applications/waiting", { division });
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
