/** The change of a person's data by an act, for the decision that the act causes. */
import type { ReviewGround } from "../../../domain/review/review.ts";
import type { FactRow } from "../news.ts";
import type { CheckInRow } from "../person/rpc.ts";
import type { DatedDeclaration } from "./decision-row.ts";

/** The change of the stored data by the act that causes a decision. */
export interface Addition {
  readonly declaration?: Omit<DatedDeclaration, "n">;
  readonly fact?: FactRow;
  readonly checkIn?: CheckInRow;
  /** The list entry that is withdrawn. */
  readonly withdrawn?: Pick<FactRow, "kind" | "source" | "reference">;
  /** The finding of two administrators in the review that waits. */
  readonly finding?: ReviewGround;
  /** Declarations by others no longer count, because the holder has proved who they are. */
  readonly isAnew?: true;
}
