/**
 * An appeal against an entry that another issuer told of: who gets it, when, and what the home may do while the source is silent. Pure. docs/trust.md §10,
 * decision 81.
 */
import type { PersonKey } from "../access/keys.ts";
import { HOUR_MS } from "../instant.ts";
import { isIssuerCode, type IssuerCode, NATION } from "../issuer/issuer.ts";
import { answerDue } from "./appeal.ts";

/** Without a receipt of the source in this time, the nation's officers get the appeal too. */
const RECEIPT_WITHIN_MS = 4 * HOUR_MS;

/** An appeal on its way; times in ms, null: not yet. */
export interface SentAppeal {
  /** The time of the resident's click. */
  readonly at: number;
  /** The issuer that told of the entry. */
  readonly teller: IssuerCode;
  /** The receipt of the teller. */
  readonly receivedAt: number | null;
  /** The code by which the teller has refused it; it is not sent there again. */
  readonly refusal: string | null;
  /** The receipt of the nation, if it had to help. */
  readonly nationAt: number | null;
  readonly nationRefusal: string | null;
  /** Whether it stands in the queue of the home's own officers. */
  readonly isQueued: boolean;
  /** An answer has come. */
  readonly isClosed: boolean;
  /** The officers of the home have set the entry aside. */
  readonly asideAt: number | null;
  /** The public month counts that. */
  readonly isCounted: boolean;
}

/**
 * What is to be done with an appeal, and from when on, ms. `queue`: show it to the home's own officers. `leave`: take it away from them. `count`: count in the public
 * month that the entry was set aside.
 */
export type Errand = { readonly from: number } & (
  | { readonly act: "send"; readonly to: IssuerCode }
  | { readonly act: "queue" | "leave" | "count" }
);

/** All errands that are left. @param home the issuer of the person */
export function errandsOf(sent: SentAppeal, home: IssuerCode): readonly Errand[] {
  const { at, teller, receivedAt, refusal, nationAt, nationRefusal, isQueued, isClosed, asideAt, isCounted } = sent;
  const isOver = isClosed || asideAt !== null;
  const isNationFree = teller !== NATION && home !== NATION && nationAt === null && nationRefusal === null;
  const errands: readonly (readonly [Errand, boolean])[] = [
    [{ act: "send", to: teller, from: at }, !isClosed && receivedAt === null && refusal === null],
    [{ act: "send", to: NATION, from: at + RECEIPT_WITHIN_MS }, !isOver && isNationFree && receivedAt === null],
    [{ act: "queue", from: answerDue(at) }, !isOver && !isQueued],
    [{ act: "leave", from: at }, isOver && isQueued],
    [{ act: "count", from: at }, asideAt !== null && !isCounted],
  ];
  return errands.filter(([, isLeft]) => isLeft).map(([errand]) => errand);
}

/** The time of the next errand, ms; null if none is left. */
export function nextErrandAt(sent: SentAppeal, home: IssuerCode): number | null {
  const times = errandsOf(sent, home).map(({ from }) => from);
  return times.length === 0 ? null : Math.min(...times);
}

/** Whether the home's officers may set the entry aside: the 48 hours are over without an answer, and they have not done it. */
export function mayBeSetAside({ at, isClosed, asideAt }: SentAppeal, now: number): boolean {
  return !isClosed && asideAt === null && now >= answerDue(at);
}

/** What an issuer notes of an appeal between issuers. `appeal`: the `id` of the letter's item. */
export type AppealNews = { readonly appeal: string } &
  /** Officers have granted the appeal of a person of the issuer `home`: it withdraws what the item `told` has told it. */
  (
    | { readonly kind: "granted"; readonly home: IssuerCode; readonly told: string }
    /** Officers have set an entry aside, because the division `source` of another issuer is silent. */
    | { readonly kind: "silent"; readonly source: string }
  );

const PEER = "letters/";

/** The key under which appeals of all persons of another issuer stand in a queue: their own keys are not known here. */
export function personsOf(home: IssuerCode): PersonKey {
  return `${PEER}${home}` as PersonKey;
}

/** The other issuer whose person an appeal in a queue is about; null: it is about a person of the own issuer. */
export function homeOf(person: PersonKey): IssuerCode | null {
  const code = person.startsWith(PEER) ? person.slice(PEER.length) : undefined;
  return isIssuerCode(code) ? code : null;
}
