/** Appeals against a colour: when an appeal is allowed, who answers it, by when, and what a granted appeal changes. Pure. Source: product.md §2, §3. */
import { dateOf } from "../china-time.ts";
import type { EntryName, Fact, FactKind } from "../fact/fact.ts";
import type { Colour } from "../rules/rule-set.ts";
import { isWithin } from "../division/division.ts";
import type { IssuerCode } from "../issuer/issuer.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { HOUR_MS } from "../instant.ts";

/** The time within which an appeal must be answered. Source: product.md §2. */
const ANSWER_WITHIN_MS = 48 * HOUR_MS;
/** The most appeals of one person: no administrator reads a longer record to its end. */
const MAX_APPEALS = 20;

/** The health reasons for which two administrators together can grant an appeal. `tested_negative` enters a negative test, the others withdraw the disputed entry. */
export const GROUNDS = ["wrong_person", "ruled_out", "entered_in_error", "tested_negative"] as const;
export type Ground = (typeof GROUNDS)[number];

/**
 * What two administrators can name for an appeal in their queue: a ground, or `source_silent`, by which they set an entry of another issuer aside that has not
 * answered in time (sent-appeal.ts).
 */
export const CHOICES = [...GROUNDS, "source_silent"] as const;
export type Choice = (typeof CHOICES)[number];

/** Who answers an appeal, and the disputed entry. */
export interface AppealAddress {
  /** The division that answers. */
  readonly region: string;
  /** The issuer that told of the entry, to which the appeal goes; null: the own issuer answers. */
  readonly teller: IssuerCode | null;
  /** The disputed entry of a government list; null if no entry caused the colour. */
  readonly entry: EntryName | null;
}

/** The change of a person's facts by a granted appeal: an entry is withdrawn, or a test is entered. */
export type AppealEffect = { readonly withdrawn: EntryName } | { readonly fact: Fact & EntryName };

export type AppealRefusal = { readonly code: "appeal_open" } | { readonly code: "too_many_appeals" };

/** The deadline of the answer to an appeal that was written at `at`, ms. */
export function answerDue(at: number): number {
  return at + ANSWER_WITHIN_MS;
}

/** Whether a person can appeal against the colour: red, orange and yellow. */
export function isAppealable(colour: Colour): boolean {
  return colour === "red" || colour === "orange" || colour === "yellow";
}

/** Whether a person may appeal: not while an earlier appeal waits for its answer, and not more than MAX_APPEALS times. */
export function mayAppeal(earlier: readonly { readonly answeredAt: number | null }[]): Result<null, AppealRefusal> {
  if (earlier.some(({ answeredAt }) => answeredAt === null)) return refuse({ code: "appeal_open" });
  return earlier.length >= MAX_APPEALS ? refuse({ code: "too_many_appeals" }) : accept(null);
}

/**
 * Who answers an appeal: the source of the entry that caused the colour, at the issuer that told of it; of several entries the newest one counts. The issuer's
 * own region answers if its own officers have entered an entry from outside, or if no entry caused the colour.
 */
export function addressOf(
  facts: readonly (EntryName & { readonly from: string; readonly teller: IssuerCode | null })[],
  cause: FactKind | null,
  region: string,
): AppealAddress {
  const [newest] = facts.filter(({ kind }) => kind === cause).toSorted((a, b) => (a.from < b.from ? 1 : -1));
  if (newest === undefined) return { region, teller: null, entry: null };
  const { kind, source, reference, teller } = newest;
  const isAnsweredThere = teller !== null || isWithin(source, region);
  return { region: isAnsweredThere ? source : region, teller, entry: { kind, source, reference } };
}

/** Whether an appeal can be granted on a ground. A negative test ends a fever, or a colour that no list caused; the other grounds need an entry. */
export function isGroundFor(ground: Ground, cause: FactKind | null): boolean {
  if (ground !== "tested_negative") return cause !== null;
  return cause === null || cause === "fever" || cause === "onsite_fever";
}

/** The change of the facts if an appeal is granted on a ground. A test counts from the day of the appeal, and has the appeal's id as its reference. */
export function grantedBy(
  { id, at, region, entry }: Pick<AppealAddress, "region" | "entry"> & { readonly id: string; readonly at: number },
  ground: Ground,
): Result<AppealEffect, { readonly code: "ground_does_not_fit" }> {
  if (!isGroundFor(ground, entry?.kind ?? null)) return refuse({ code: "ground_does_not_fit" });
  if (ground !== "tested_negative" && entry !== null) return accept({ withdrawn: entry });
  return accept({ fact: { kind: "test_negative", from: dateOf(at), until: null, source: region, reference: id } });
}

export const GROUND_WORDS: Readonly<Record<Choice, Sentence>> = {
  wrong_person: { zh: "不是此人", en: "Another person is meant" },
  ruled_out: { zh: "诊断已排除", en: "Ruled out by diagnosis" },
  entered_in_error: { zh: "录入有误", en: "Entered in error" },
  tested_negative: { zh: "附有阴性检测结果", en: "A negative test is attached" },
  source_silent: { zh: "来源地没有答复，暂不采用这条记录", en: "The source has not answered: the entry is set aside" },
};
