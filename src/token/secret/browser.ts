/** Proofs that a browser keeps as cookies: the challenge of a one-time password that it requested, and marks of the numbers with which it has logged in. Sets no cookies. */
import { base64url } from "jose";
import type { AccountKey } from "../../domain/access/keys.ts";
import { DAY_MS } from "../../domain/instant.ts";
import { fromBase64url } from "../code/base64url.ts";
import { sameBytes } from "./same.ts";
import type { Secrets } from "./secrets.ts";
import { sha256 } from "./sha256.ts";

/** How long a browser counts as known to a number after a login. */
export const KNOWN_MS = 180 * DAY_MS;
const CHALLENGE_BYTES = 24;
const TAG_BYTES = 16;
const CHALLENGE = /^[A-Za-z0-9_-]{32}$/;
const MARK = /^([0-9a-z]{8,9})\.([A-Za-z0-9_-]{22})$/;
const encoder = new TextEncoder();

/** A new challenge: the token for the browser, and its id, by which the server stores the password. */
export async function newChallenge(): Promise<{ readonly token: string; readonly id: string }> {
  const token = base64url.encode(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)));
  return { token, id: await sha256(token) };
}

/** The id of a browser's challenge; null if the text has not the form of a token. */
export async function challengeIdOf(token: string): Promise<string | null> {
  return CHALLENGE.test(token) ? sha256(token) : null;
}

/** A mark says that a browser logged in with a number at a time (ms). It does not reveal the number. */
export async function markOf(secrets: Secrets, account: AccountKey, at: number): Promise<string> {
  return `${at.toString(36)}.${base64url.encode(await tagOf(secrets, account, at.toString(36)))}`;
}

/** Whether a mark is this issuer's, of this number, and not too old. */
export async function isMarkOf(secrets: Secrets, account: AccountKey, mark: string, now: number): Promise<boolean> {
  const [, time = "", text = ""] = MARK.exec(mark) ?? [];
  const tag = fromBase64url(text);
  if (tag?.length !== TAG_BYTES || now - Number.parseInt(time, 36) >= KNOWN_MS) return false;
  return sameBytes(tag, await tagOf(secrets, account, time));
}

async function tagOf(secrets: Secrets, account: AccountKey, time: string): Promise<Uint8Array> {
  const text = encoder.encode(`browser\n${account}\n${time}`);
  return new Uint8Array(await crypto.subtle.sign("HMAC", secrets.hashing, text)).subarray(0, TAG_BYTES);
}
