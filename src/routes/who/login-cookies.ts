/** The cookies of a login: its session, the challenge of the one-time password that this browser requested, and the marks of the numbers with which it has logged in. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AccountKey } from "../../domain/access/keys.ts";
import { PASSWORD_LIFETIME_SECONDS } from "../../domain/access/one-time-password.ts";
import { SESSION_LONGEST_MS } from "../../domain/access/session.ts";
import { instantOf } from "../../domain/instant.ts";
import { challengeIdOf, isMarkOf, KNOWN_MS, markOf } from "../../token/secret/browser.ts";
import type { OfIssuer } from "../env.ts";
import { endPrevious, SESSION_COOKIE } from "./sessions.ts";

const CHALLENGE_COOKIE = "__Host-yima-challenge";
const BROWSER_COOKIE = "__Host-yima-browser";
/** A browser is known to this many numbers at a time, the newest: a family, or the shifts at an office's PC. */
const MAX_MARKS = 4;
const SEPARATOR = "~";
/** The attributes of every cookie here: only this host gets it, by TLS, not for scripts and not from pages of other sites. Each also has an end, so that it outlives a closed browser. */
export const HOST_COOKIE = { path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

export function setChallenge(c: Context<OfIssuer>, token: string): void {
  setCookie(c, CHALLENGE_COOKIE, token, { ...HOST_COOKIE, maxAge: PASSWORD_LIFETIME_SECONDS });
}

/** Sets the cookie of a session that has begun, and ends the browser's previous session. Returns the end of the new one without a further use, as the answer names it. */
export async function setSession(c: Context<OfIssuer>, token: string, expiresAt: number): Promise<string> {
  await endPrevious(c.env, c.var.issuer, c.req.raw);
  // The server ends a session that is not used; the cookie has the longest life of a session.
  setCookie(c, SESSION_COOKIE, token, { ...HOST_COOKIE, expires: new Date(c.var.now + SESSION_LONGEST_MS) });
  return instantOf(expiresAt);
}

export function dropSession(c: Context): void {
  deleteCookie(c, SESSION_COOKIE, HOST_COOKIE);
}

/** The id of this browser's challenge; null without one. */
export async function challengeOf(c: Context<OfIssuer>): Promise<string | null> {
  return challengeIdOf(getCookie(c, CHALLENGE_COOKIE) ?? "");
}

/** Whether this browser has logged in with this number before. */
export async function isKnown(c: Context<OfIssuer>, account: AccountKey): Promise<boolean> {
  return (await otherMarks(c, account)).length < marksOf(c).length;
}

/** After a login: ends the challenge, and marks the browser as known to this number. */
export async function rememberLogin(c: Context<OfIssuer>, account: AccountKey): Promise<void> {
  deleteCookie(c, CHALLENGE_COOKIE, HOST_COOKIE);
  const marks = [await markOf(c.var.secrets, account, c.var.now), ...(await otherMarks(c, account))].slice(0, MAX_MARKS);
  setCookie(c, BROWSER_COOKIE, marks.join(SEPARATOR), { ...HOST_COOKIE, maxAge: KNOWN_MS / 1000 });
}

function marksOf(c: Context<OfIssuer>): readonly string[] {
  const text = getCookie(c, BROWSER_COOKIE) ?? "";
  return text === "" ? [] : text.split(SEPARATOR, MAX_MARKS);
}

/** The browser's marks that are not of this number: of other numbers, too old, or forged. */
async function otherMarks(c: Context<OfIssuer>, account: AccountKey): Promise<readonly string[]> {
  const { secrets, now } = c.var;
  const marks = marksOf(c);
  const own = await Promise.all(marks.map((mark) => isMarkOf(secrets, account, mark, now)));
  return marks.filter((_, index) => own[index] !== true);
}
