/** Changes about what another issuer has told of residents of this region. docs/trust.md §10. */
import type { IssuerCode } from "../issuer/issuer.ts";
import type { LineCount } from "../list/list-file.ts";

/** For so many days it can be seen what a peer has told, and all of it can be taken back. */
export const TOLD_DAYS_KEPT = 31;

export type ToldChange =
  /** The entries of a peer that wait are entered, those that came until `through`, ms. */
  | { readonly kind: "told_facts_entry"; readonly peer: IssuerCode; readonly through: number; readonly figures: ToldFigures }
  /** Everything that the peer has told since the day `since`, `YYYY-MM-DD` in China, is taken back. `entries`: how many that were. */
  | { readonly kind: "told_facts_withdrawal"; readonly peer: IssuerCode; readonly since: string; readonly entries: number };

interface ToldFigures {
  readonly lines: number;
  readonly kinds: readonly LineCount[];
  readonly sources: readonly LineCount[];
}
