/** A letter between two issuers and its receipt: their members, and the bounds of both. Pure. docs/trust.md §10. */
import type { IssuerCode } from "../issuer/issuer.ts";

/** The kinds of which only the newest item is sent, a file. `statement`: from a member to the nation. `trust`: from the nation to everybody, with a new state. */
export const FILE_KINDS = ["statement", "trust"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/**
 * The kinds each item of which counts. `passes`: by codes of the addressee, from the gates of the sender (pass-item.ts). `fact`, `fact_withdrawal`: entries of lists
 * of the sender about persons of the addressee (fact-item.ts). `exposure`, `exposure_withdrawal`: where the addressee looks for its people (exposure-item.ts).
 * `appeal`, `appeal_answer`: against an entry of the addressee, and back (appeal-item.ts). `areas`: the levels of counties of the sender (area-item.ts).
 */
export const ITEM_KINDS = [
  "passes",
  "fact",
  "fact_withdrawal",
  "exposure",
  "exposure_withdrawal",
  "appeal",
  "appeal_answer",
  "areas",
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export function isItemKind(kind: string): kind is ItemKind {
  return ITEM_KINDS.some((one) => one === kind);
}

export type LetterKind = FileKind | ItemKind;

/** Whether a letter of this kind decides about persons on the word of the sender alone. */
export function isAboutPersons(kind: string): boolean {
  return isItemKind(kind) && kind !== "passes";
}

/** The other members are those of its kind. */
export interface LetterItem {
  /** The maker's own name of the item. A repeated item is known by it, or by its content. */
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface Letter {
  readonly from: IssuerCode;
  readonly to: IssuerCode;
  /** ms. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Different in each letter, also in a repeated attempt. */
  readonly id: string;
  /** A `LetterKind`; a later release may have others. */
  readonly kind: string;
  readonly items: readonly LetterItem[];
}

/** `taken`: stored now. `known`: it was stored before. `waits`: stored, and two officers of the addressee decide. `refused`: it is not, and a repetition changes nothing. */
export const ITEM_STATES = ["taken", "known", "waits", "refused"] as const;

export interface ItemResult {
  readonly id: string;
  readonly state: (typeof ITEM_STATES)[number];
  /** Why it is refused. */
  readonly code?: string;
}

export interface Receipt {
  readonly from: IssuerCode;
  readonly to: IssuerCode;
  /** ms. */
  readonly issuedAt: number;
  /** The `id` of the letter. */
  readonly re: string;
  /** The hash of the text of the letter. */
  readonly hash: string;
  readonly results: readonly ItemResult[];
}

/** Why a letter has no receipt. `silent`: no answer in time, or the error of a server or of a proxy in place of it. `refused`: another status than 200. `receipt`: the answer is no receipt for this letter that a key of the peer has signed. */
export const LETTER_FAULTS = ["silent", "refused", "receipt"] as const;
export type LetterFault = (typeof LETTER_FAULTS)[number];

export const LETTER_VALID_MS = 120_000;
/** A clock that is wrong by more than this may hide that a letter is repeated. */
export const MAX_LETTER_CLOCK_MS = 120_000;
export const MAX_LETTER_BYTES = 262_144;
export const MAX_LETTER_ITEMS = 250;
export const MAX_RECEIPT_BYTES = 65_536;

/** Whether a letter is of this moment, ms. */
export function isTimely({ issuedAt, expiresAt }: Pick<Letter, "issuedAt" | "expiresAt">, now: number): boolean {
  return Math.abs(now - issuedAt) <= MAX_LETTER_CLOCK_MS && now < expiresAt;
}
