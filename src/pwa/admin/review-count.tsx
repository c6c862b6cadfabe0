/** How many declarations wait for a review, and how many are overdue, beside the menu's word for them. Says nothing where none do. */
import type { JSX } from "preact";
import type { ReviewCount as Counted } from "../../contract/review.ts";
import { say } from "../say.ts";
import { DueCount } from "./menu-counts.tsx";
import { useLoaded, valueOf } from "./loaded.tsx";

export function ReviewCount({ division }: { readonly division: string }): JSX.Element | null {
  const counted = valueOf(useLoaded<Counted>(`/api/v1/divisions/${division}/reviews/waiting`));
  return counted && <DueCount waiting={counted.waiting} overdue={counted.overdue} word={say("份待审核", "to review")} />;
}
