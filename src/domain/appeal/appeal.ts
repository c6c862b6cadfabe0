/** Appeals against a colour: who may write one, to which region it goes, and until when it is answered. Pure. Source: product.md §2, §3. */
import { dateOf } from "../china-time.ts";
import type { EntryName, Fact, FactKind } from "../fact/fact.ts";
import type { Colour } from "../rules/rule-set.ts";
import { isWithin } from "../division/division.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { HOUR_MS } from "../instant.ts";

/** Source: product.md §2: appeals within 48 h. */
const ANSWER_WITHIN_MS = 48 * HOUR_MS;
/** A record of one person that nobody reads to its end. */
const MAX_APPEALS = 20;

/** The reasons of health for which an appeal is granted; there is no other. The last one enters a test, the others take an entry back. */
export const GROUNDS = ["wrong_person", "ruled_out", "entered_in_error", "tested_negative"] as const;
export type Ground = (typeof GROUNDS)[number];

/** Where an appeal goes, and the entry that it is about; null where no list caused the colour. */
export interface Addressed {
  readonly region: string;
  readonly entry: EntryName | null;
}

/** What a granted appeal changes of the facts. */
export type Granted = { readonly withdrawn: EntryName } | { readonly fact: Fact & EntryName };

export type AppealRefusal = { readonly code: "appeal_open" } | { readonly code: "too_many_appeals" };

/** When an appeal of that moment has to be answered, ms. */
export function answerDue(at: number): number {
  return at + ANSWER_WITHIN_MS;
}

/** Whether there is something to appeal against: red, yellow and what stands between them. */
export function isAppealable(colour: Colour): boolean {
  return colour === "red" || colour === "orange" || colour === "yellow";
}

/** One at a time: a second one would be answered by the first one's answer. */
export function mayAppeal(earlier: readonly { readonly answeredAt: number | null }[]): Result<null, AppealRefusal> {
  if (earlier.some(({ answeredAt }) => answeredAt === null)) return refuse({ code: "appeal_open" });
  return earlier.length >= MAX_APPEALS ? refuse({ code: "too_many_appeals" }) : accept(null);
}

/**
 * The region whose entry caused the colour, of several entries the newest one's; an entry from outside the issuer's region, and a colour that no
 * list caused, are answered for by the issuer's own.
 */
export function addressOf(
  facts: readonly (EntryName & { readonly from: string })[],
  cause: FactKind | null,
  region: string,
): Addressed {
  const [newest] = facts.filter(({ kind }) => kind === cause).toSorted((a, b) => (a.from < b.from ? 1 : -1));
  if (newest === undefined) return { region, entry: null };
  const { kind, source, reference } = newest;
  return { region: isWithin(source, region) ? source : region, entry: { kind, source, reference } };
}

/** Whether an appeal can be granted on a ground: a fever that was measured is in no list, and ends by a test; nothing else does. */
export function isGroundFor(ground: Ground, cause: FactKind | null): boolean {
  if (ground !== "tested_negative") return cause !== null;
  return cause === null || cause === "fever" || cause === "onsite_fever";
}

/** What granting changes; a test counts from the day of the appeal that it came with, under the appeal's name. */
export function grantedBy(
  { id, at, region, entry }: Addressed & { readonly id: string; readonly at: number },
  ground: Ground,
): Result<Granted, { readonly code: "ground_does_not_fit" }> {
  if (!isGroundFor(ground, entry?.kind ?? null)) return refuse({ code: "ground_does_not_fit" });
  if (ground !== "tested_negative" && entry !== null) return accept({ withdrawn: entry });
  return accept({ fact: { kind: "test_negative", from: dateOf(at), until: null, source: region, reference: id } });
}

export const GROUND_WORDS: Readonly<Record<Ground, Sentence>> = {
  wrong_person: { zh: "不是此人", en: "Another person is meant" },
  ruled_out: { zh: "诊断已排除", en: "Ruled out by diagnosis" },
  entered_in_error: { zh: "录入有误", en: "Entered in error" },
  tested_negative: { zh: "附有阴性检测结果", en: "A negative test came with it" },
};
