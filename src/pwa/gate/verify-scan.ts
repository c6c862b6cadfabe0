/** Verifies a scanned text on this device: the credential, the device's proof, the time, the status. It uses the network only for keys that the device lacks. */
import type { PassResult } from "../../contract/pass.ts";
import type { Claims } from "../../domain/code/claims.ts";
import { converted, type LocalColour } from "../../domain/federation/colour-table.ts";
import type { CodeRefusal } from "../../domain/code/refusal.ts";
import { checkParsed, statusWith } from "../../token/code/check.ts";
import { parseCode, type ParseResult } from "../../token/code/parse.ts";
import type { VerifiedCode } from "../../token/code/verify.ts";
import type { Trust } from "../../token/status/trust.ts";
import { correctedNow } from "../app/clock.ts";
import type { Sentence } from "../app/say.ts";
import { within } from "../app/within.ts";
import type { DataTimes } from "./data-age.ts";
import { filesAtMs } from "./federation-keeper.ts";
import type { StatusLists } from "./status-lists.ts";
import { type DeviceTrust, deviceTrust, fetchTrust, isForeign, openTrust } from "./trust-keeper.ts";

/** Nobody waits longer for keys than a person before a gate. */
const KEYS_WITHIN_MS = 3_000;

/** A scanned text and what was parsed from it. */
export interface Scan {
  readonly text: string;
  readonly parsed: ParseResult;
  /** Issuer and handle of the code, not verified; null if the text is not a code. */
  readonly holder: string | null;
}

export interface VerifiedScan extends Scan {
  readonly ok: true;
  readonly code: VerifiedCode;
  readonly issuerName: Sentence;
  /** The colour of the code by the table of this app's issuer. */
  readonly localColour: LocalColour;
  readonly holder: string;
  /** The data by which the code was verified. */
  readonly by: DeviceTrust;
}
/** The colours in the server's answer about a registered pass. */
type ServerColours = Pick<Extract<PassResult, { readonly state: "registered" }>, "colour" | "localColour">;

/** A refusal of null: this device has no keys yet and cannot fetch any. */
export interface RefusedScan {
  readonly ok: false;
  readonly refusal: CodeRefusal | null;
}

export function scanOf(text: string): Scan {
  const parsed = parseCode(text);
  const claims = parsed.ok ? parsed.value.claims : null;
  return { text, parsed, holder: claims && `${claims.issuer}:${claims.handle.join(".")}` };
}

async function fresherTrust(): Promise<Trust | null> {
  return (await within(KEYS_WITHIN_MS, fetchTrust()).catch(() => false)) ? (deviceTrust.peek()?.trust ?? null) : null;
}

/** @param lists the status lists on this device; without the one of the code its status counts as unknown */
export async function verifyScan(scan: Scan, lists: StatusLists): Promise<VerifiedScan | RefusedScan> {
  if (deviceTrust.peek() === null) await within(KEYS_WITHIN_MS, openTrust()).catch(() => undefined);
  const first = deviceTrust.peek();
  if (first === null) return { ok: false, refusal: null };
  /** Revoked by a published change of the colours, else by its status list. Changes of the colours elsewhere are not known here, only what was revoked by them. */
  const statusOf = (claims: Claims): number | undefined => {
    const turns = isForeign(claims) ? [] : (deviceTrust.peek()?.turns ?? []);
    return statusWith(turns, claims, correctedNow(), (each) => lists.statusOf(each));
  };
  const result = await checkParsed(scan.parsed, { trust: first.trust, fresherTrust, statusOf }, correctedNow());
  if (!result.ok) return { ok: false, refusal: result.refusal };
  // Perhaps fresher than at the beginning of the check.
  const by = deviceTrust.peek() ?? first;
  const { issuer, colour } = result.value.claims;
  const { name = { zh: issuer, en: issuer }, colours } = by.trust.issuers.get(issuer) ?? {};
  // A server of an earlier release gives no table: then colours count as they stand.
  const isAsItStands = !isForeign(result.value.claims) || by.colourTable === null;
  const localColour = isAsItStands ? colour : converted(colour, colours, by.colourTable);
  return { ...scan, ok: true, code: result.value, issuerName: name, localColour, holder: scan.holder ?? "", by };
}

/** When the data were made or fetched by which this code can be judged now. */
export function timesOf({ code: { claims }, by }: VerifiedScan, lists: StatusLists): DataTimes {
  const other = isForeign(claims);
  return { isForeign: other, filesAtMs: other ? filesAtMs() : by.fetchedAtMs, listAtMs: lists.answeredAtMs(claims) };
}

/** Whether the server's answer has a newer colour than the code on the person's phone (product.md §5.3), or another one by the tables. */
export function hasOtherColour(
  { colour, localColour = colour }: ServerColours,
  { code, localColour: here }: VerifiedScan,
): boolean {
  return colour !== code.claims.colour || localColour !== here;
}

const BY_STATUS: readonly (string | undefined)[] = ["revoked", "suspended", "status_unknown"] satisfies CodeRefusal["code"][];

/** Whether the status refuses the code, which may become known after the first verdict. */
export function isByStatus({ refusal }: RefusedScan): boolean {
  return BY_STATUS.includes(refusal?.code);
}
