/** An entry of a list about a person of another issuer, as an item of a letter to the issuer whose person it is, and the withdrawal of one. Pure. docs/trust.md §10. */
import { checkFact, type EntryName, type Fact, FACT_KINDS, type FactRefusal } from "../fact/fact.ts";
import { type IssuerCode, regionOf } from "../issuer/issuer.ts";
import { HEALTH_REASONS, type HealthReason } from "../proposal/reason.ts";
import type { LetterItem } from "./letter.ts";

/** Whom an item is about: the handle of a code of the addressee, in base64url, or a document that only the addressee can read (token/federation/sealed-person.ts). */
export type Addressed = { readonly handle: string } | { readonly sealed: string };

interface AboutPerson extends LetterItem {
  readonly kind: EntryName["kind"];
  readonly source: string;
  readonly reference: string;
  /** The reason on which two officers of the sender agreed. */
  readonly basis: HealthReason;
}

export type FactItem = AboutPerson & Addressed & Fact;

/** `fact`: the `id` of the item that is withdrawn. A sealed document is the same text as there. */
export type FactWithdrawalItem = AboutPerson & Addressed & { readonly fact: string };

const HANDLE = /^[\w-]{22}$/;
const SEALED = /^[\w-]+(?:\.[\w-]*){4}$/;
/** The code of a division; `0` the country, of whose lists the nation tells. */
const SOURCE = /^(?:0|[1-9]\d(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?)$/;
/** As in a request (contract/fact.ts). */
const REFERENCE = /^[^\p{Cc}]{1,64}$/u;
const MAX_DAY = 10;

/** The entry in an item; null if it has another form. Its days are not checked. */
export function factIn(item: LetterItem): FactItem | null {
  const about = aboutIn(item);
  const { from, until } = item;
  if (about === null || !isDay(from) || (until !== null && !isDay(until))) return null;
  return { ...about, from, until };
}

/** The withdrawal in an item; null if it has another form. */
export function factWithdrawalIn(item: LetterItem): FactWithdrawalItem | null {
  const about = aboutIn(item);
  return about === null || typeof item["fact"] !== "string" ? null : { ...about, fact: item["fact"] };
}

function aboutIn({ id, basis, ...item }: LetterItem): (AboutPerson & Addressed) | null {
  const reason = HEALTH_REASONS.find((one) => one === basis);
  const [name, addressed] = [entryNameIn(item), addressedIn(item)];
  return reason === undefined || name === null || addressed === null ? null : { id, ...name, basis: reason, ...addressed };
}

/** The name of an entry in an item; null if it has another form. */
export function entryNameIn({ kind, ...item }: Readonly<Record<string, unknown>>): EntryName | null {
  const [fact, list] = [FACT_KINDS.find((one) => one === kind), listIn(item)];
  return fact === undefined || list === null ? null : { kind: fact, ...list };
}

/** The division that keeps a list, and the name of an entry there; null if they have another form. */
export function listIn({ source, reference }: Readonly<Record<string, unknown>>): Pick<EntryName, "source" | "reference"> | null {
  if (typeof source !== "string" || !SOURCE.test(source)) return null;
  return typeof reference === "string" && REFERENCE.test(reference) ? { source, reference } : null;
}

function addressedIn({ handle, sealed }: Readonly<Record<string, unknown>>): Addressed | null {
  if (typeof handle === "string" && sealed === undefined) return HANDLE.test(handle) ? { handle } : null;
  return typeof sealed === "string" && handle === undefined && SEALED.test(sealed) ? { sealed } : null;
}

function isDay(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_DAY;
}

/** Why the sender may not say this; null if it may. A list is kept in the region of the issuer that tells of it. @param today the date in China */
export function factFault(fact: FactItem, from: IssuerCode, today: string): FactRefusal["code"] | "region_foreign" | null {
  if (!isFromThere(fact, from)) return "region_foreign";
  const checked = checkFact<Fact>(fact, today);
  return checked.ok ? null : checked.refusal.code;
}

/** Whether the list lies in the region of the sender. */
export function isFromThere({ source }: Pick<EntryName, "source">, from: IssuerCode): boolean {
  return source.startsWith(regionOf(from));
}
