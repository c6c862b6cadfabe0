/** Changes by which an issuer tells another one of a person who lives there. docs/trust.md §10. */
import type { PersonKey } from "../access/keys.ts";
import type { EntryName, Fact } from "../fact/fact.ts";
import type { IssuerCode } from "../issuer/issuer.ts";

/** The issuer of another region is told of an entry about a person who lives there, or that the entry is withdrawn. */
export type NoticeChange =
  | ({ readonly kind: "fact_notice" } & Notice)
  /** `notice`: the proposal by which the home was told; `told`: the item of that letter. */
  | ({ readonly kind: "fact_notice_withdrawal"; readonly notice: string; readonly told: string } & Notice);

interface Notice {
  /** The name of the item of the letter: a UUID. */
  readonly item: string;
  /** The issuer of the region where the person lives. */
  readonly home: IssuerCode;
  readonly fact: Fact & EntryName;
  /** The document as only the home can read it, and as officers see it. */
  readonly sealed: string;
  readonly maskedDocument: string;
  /** The person by the keys of this issuer: nobody notifies about themselves. */
  readonly person: PersonKey;
}
