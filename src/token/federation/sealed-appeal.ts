/** The words of an appeal and of its answer, sealed by one issuer so that only another one can read them. docs/trust.md §10. */
import { MAX_FILES } from "../../domain/appeal/file.ts";
import { COLOURS, type CodeColour } from "../../domain/code/claims.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { fieldsOf } from "../status/fields.ts";
import { openContent, sealContent, type SealedFor } from "./sealed-content.ts";

/** A text of 1,000 characters with two long sentences has some 7,500. */
const MAX_APPEAL = 14_000;
/** A reason of 200 characters has some 1,400. */
const MAX_ANSWER = 2400;
/** Lines without control characters; the lengths count characters, and not UTF-16 units. */
const TEXT = /^[^\p{Cc}]{1,1000}$/u;
const NAME = /^[^\p{Cc}]{1,80}$/u;
const SENTENCE = /^[^\p{Cc}]{1,500}$/u;
const REASON = /^[^\p{Cc}]{1,200}$/u;

/** What the officers of the source read. */
export interface AppealWords {
  readonly maskedName: string;
  readonly colour: CodeColour;
  /** Why the person has this colour. */
  readonly why: Sentence;
  readonly text: string;
  /** The number of files that stay with the home. */
  readonly files: number;
}

/** @param key of the statement of `to` */
export function sealAppeal(key: FileKey, purpose: SealedFor, words: AppealWords): Promise<string> {
  return sealContent(key, purpose, { ...words });
}

/** The words in a text; null if it is sealed for another reader or purpose, or has another form. */
export async function openAppeal(text: string, privateKey: CryptoKey, purpose: SealedFor): Promise<AppealWords | null> {
  const { maskedName, colour, why, text: said, files } = (await openContent(text, privateKey, purpose, MAX_APPEAL)) ?? {};
  const { zh, en } = fieldsOf(why);
  const shown = COLOURS.find((one) => one === colour);
  if (shown === undefined || !isLine(maskedName, NAME) || !isLine(said, TEXT)) return null;
  if (!isLine(zh, SENTENCE) || !isLine(en, SENTENCE)) return null;
  if (typeof files !== "number" || !Number.isInteger(files) || files < 0 || files > MAX_FILES) return null;
  return { maskedName, colour: shown, why: { zh, en }, text: said, files };
}

/** @param key of the statement of `to` */
export function sealReason(key: FileKey, purpose: SealedFor, reason: string): Promise<string> {
  return sealContent(key, purpose, { reason });
}

/** The reason in a text; null as above. */
export async function openReason(text: string, privateKey: CryptoKey, purpose: SealedFor): Promise<string | null> {
  const { reason } = (await openContent(text, privateKey, purpose, MAX_ANSWER)) ?? {};
  return isLine(reason, REASON) ? reason : null;
}

function isLine(value: unknown, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}
