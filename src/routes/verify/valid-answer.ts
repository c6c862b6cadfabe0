/** The JSON text of the answer about a valid code, joined from texts that are made once. JSON.stringify and three dates would take longer than the whole decision (docs/performance.md). */
import type { VerifyResponse } from "../../contract/verify.ts";
import { instantOf } from "../../domain/instant.ts";
import { remembered } from "../../domain/remembered.ts";

type Valid = Extract<VerifyResponse, { readonly valid: true }>;

/** The answer with its instants in ms. */
export type ValidAnswer = Omit<Valid, "valid" | "localColour" | "declaredAt" | "issuedAt" | "expiresAt"> & {
  readonly localColour?: Valid["localColour"] | undefined;
  readonly declaredAt: number | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
};

/** @param answer its `flags` and `passage` are objects that many answers share */
export function validAnswer(answer: ValidAnswer): string {
  const code = `"issuer":"${answer.issuer}","kind":"${answer.kind}","colour":"${answer.colour}"${local(answer.localColour)},"flags":${shared(answer.flags)}`;
  const holder = `"maskedName":${quoted(answer.maskedName)},"declaredAt":${instant(answer.declaredAt)}`;
  const times = `"issuedAt":${instant(answer.issuedAt)},"expiresAt":${instant(answer.expiresAt)}`;
  return `{"valid":true,${code},${holder},${times},"statusChecked":${answer.statusChecked},"passage":${shared(answer.passage)}}`;
}

function local(colour: ValidAnswer["localColour"]): string {
  return colour === undefined ? "" : `,"localColour":"${colour}"`;
}

const texts = new WeakMap<object, string>();

/** The text of an object that never changes. */
function shared(value: object): string {
  let text = texts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    texts.set(value, text);
  }
  return text;
}

/** Codes name full hours, so a few hundred instants occur. An issuer that names others costs one new text per code. */
const instantText = remembered(2048, (ms: number) => `"${instantOf(ms)}"`);

function instant(ms: number | null): string {
  return ms === null ? "null" : instantText(ms);
}

/** A masked name as JSON. It has no control characters and no half of a surrogate pair, so only quotes and backslashes are escaped. */
function quoted(name: string): string {
  return name.includes('"') || name.includes("\\") ? JSON.stringify(name) : `"${name}"`;
}
