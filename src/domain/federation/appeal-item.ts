/** An appeal of a person of the sender against an entry that the addressee told of, as an item of a letter, and the answer to one. Pure. docs/trust.md §10. */
import { answerDue, type Ground, GROUNDS } from "../appeal/appeal.ts";
import type { EntryName } from "../fact/fact.ts";
import { DAY_MS } from "../instant.ts";
import { type IssuerCode, regionOf } from "../issuer/issuer.ts";
import { entryNameIn } from "./fact-item.ts";
import { type LetterItem, MAX_LETTER_CLOCK_MS } from "./letter.ts";

/** `at`, `due`: whole seconds since 1970. */
export interface AppealItem extends LetterItem, EntryName {
  /** The `id` of the item by which the home heard of the entry; null if it does not know it. */
  readonly fact: string | null;
  /** The time of the resident's click. */
  readonly at: number;
  /** The end of the 48 hours from then on. */
  readonly due: number;
  /** What only the addressee can read (token/federation/sealed-appeal.ts). */
  readonly sealed: string;
}

/** `ground`: of a granted appeal. `sealed`: the reason, which only the addressee can read. */
export type AppealAnswerItem = LetterItem & {
  /** The `id` of the appeal's item. */
  readonly appeal: string;
  readonly sealed: string;
} & ({ readonly state: "granted"; readonly ground: Ground } | { readonly state: "refused" });

/** At most so many in a letter, so that it stays below its longest text. */
export const APPEALS_A_LETTER = 10;
export const ANSWERS_A_LETTER = 50;

/** An appeal waits this long for an issuer that is down. */
const OLDEST_MS = 30 * DAY_MS;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SEALED = /^[\w-]+(?:\.[\w-]*){4}$/;

/** The appeal in an item; null if it has another form. */
export function appealIn(item: LetterItem): AppealItem | null {
  const { id, fact, at, due, sealed } = item;
  const name = entryNameIn(item);
  if (name === null || !isTime(at) || !isTime(due) || !isSealed(sealed)) return null;
  return fact === null || isUuid(fact) ? { id, ...name, fact, at, due, sealed } : null;
}

/** Why an appeal is not for this issuer; null if it is. @param now ms */
export function appealFault({ source, at, due }: AppealItem, own: IssuerCode, now: number): string | null {
  if (!source.startsWith(regionOf(own))) return "region_foreign";
  const atMs = at * 1000;
  const isTimely = atMs <= now + MAX_LETTER_CLOCK_MS && atMs > now - OLDEST_MS;
  return isTimely && due * 1000 === answerDue(atMs) ? null : "appeal_time";
}

/** The answer in an item; null if it has another form. */
export function appealAnswerIn({ id, appeal, state, ground, sealed }: LetterItem): AppealAnswerItem | null {
  if (!isUuid(appeal) || !isSealed(sealed)) return null;
  if (state === "refused") return ground === undefined ? { id, appeal, state, sealed } : null;
  const named = GROUNDS.find((one) => one === ground);
  return state === "granted" && named !== undefined ? { id, appeal, state, ground: named, sealed } : null;
}

function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

function isSealed(value: unknown): value is string {
  return typeof value === "string" && SEALED.test(value);
}
