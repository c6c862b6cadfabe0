/** How many declarations wait for a review, and how many are overdue, beside the menu's word for them. Says nothing where none do. */
import type { JSX } from "preact";
import type { ReviewCount as Counted } from "../../contract/review.ts";
import { say } from "../say.ts";
import { useLoaded, valueOf } from "./loaded.tsx";

export function ReviewCount({ division }: { readonly division: string }): JSX.Element | null {
  const { waiting, overdue } = valueOf(useLoaded<Counted>(`/api/v1/divisions/${division}/reviews/waiting`)) ?? {
    waiting: 0,
    overdue: 0,
  };
  if (waiting === 0) return null;
  return (
    <span class="admin-count">
      {waiting}
      <span class="hidden-words">{say("份待审核", "to review")}</span>
      {overdue > 0 && say(` · 超时 ${overdue}`, ` · ${overdue} overdue`)}
    </span>
  );
}
