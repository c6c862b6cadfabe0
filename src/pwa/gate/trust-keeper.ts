/** Trust on this device without a network: the issuer's published keys, the other issuers by the files of trust, passage policies and changes of the colours, with the time of their fetch. */
import { signal } from "@preact/signals";
import type { Claims } from "../../domain/code/claims.ts";
import type { ColourTable } from "../../domain/federation/colour-table.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import type { PassagePolicy } from "../../domain/passage/passage.ts";
import type { ShowingChange } from "../../domain/colour/showing-change.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { readTrust } from "../../token/status/trust.ts";
import type { Trust } from "../../token/status/trust.ts";
import { call, urlOf } from "../app/api.ts";
import { correctedNow } from "../app/clock.ts";
import * as store from "../app/store.ts";
import { fetchFiles, otherIssuers } from "./federation-keeper.ts";
import { keysPath, noteOf, readNote, type TrustNote } from "./trust-document.ts";

export interface DeviceTrust {
  /** The issuer of this app. */
  readonly issuer: IssuerCode;
  readonly trust: Trust;
  readonly policies: readonly PassagePolicy[];
  /** What the colours of the issuer mean; null: its server does not say it. */
  readonly colourTable: ColourTable | null;
  /** The risks that the origin of a holder may have, as the issuer publishes them: a gate does not know the risk of one holder. */
  readonly originRisks: readonly Risk[];
  /** The times at which a division shows or hides colours, future ones included. Codes issued before such a time are revoked from then on. */
  readonly turns: readonly ShowingChange[];
  /** When these data were fetched, ms of the corrected clock. */
  readonly fetchedAtMs: number;
}

const NOTE = "trust";
/** The age from which the data are fetched again. A change of colours that is announced in advance arrives before it begins, and then works without a network. */
const REFRESH_MS = 60_000;
/** The shortest time between two fetches, unless the first one failed: codes with invented keys must not turn each scan into a request. */
const LEAST_BETWEEN_MS = 20_000;

/** The data on this device; null before the first keys. */
export const deviceTrust = signal<DeviceTrust | null>(null);
let lastRequestMs = Number.NEGATIVE_INFINITY;
/** The documents of the own issuer that are in use. */
let held: TrustNote | null = null;
let underWay: Promise<boolean> | null = null;
/** The other issuers, by the files of trust; null without files. */
let others: Trust | null = null;

/** Whether a code is of another issuer than that of this app. */
export function isForeign({ issuer }: Pick<Claims, "issuer">): boolean {
  return issuer !== deviceTrust.peek()?.issuer;
}

async function hold(note: TrustNote): Promise<void> {
  held = note;
  const { published, ...data } = note;
  const [{ code: issuer }] = published;
  others = await otherIssuers(others);
  const own = readTrust(published, deviceTrust.peek()?.trust);
  // The own issuer is believed without the nation.
  const trust = others === null ? own : { ...others, issuers: new Map([...others.issuers, ...own.issuers]) };
  deviceTrust.value = { issuer, trust, ...data };
}

/** Reads the stored data into `deviceTrust`, then fetches new ones if there are none or they are older than a minute. */
export async function openTrust(): Promise<void> {
  if (deviceTrust.peek() === null) {
    const note = readNote(await store.readNote<unknown>(NOTE));
    // A note that cannot be read is fetched anew.
    if (note !== null) await hold(note);
  }
  const now = deviceTrust.peek();
  if (now === null || correctedNow() - now.fetchedAtMs > REFRESH_MS) await fetchTrust();
  else if (held !== null && (await fetchFiles().catch(() => false))) await hold(held);
}

/** Fetches keys, policies and changes of colours, but not within 20 s of the previous fetch unless that failed. Who asks while a fetch is under way waits for it. Returns whether they arrived. */
export function fetchTrust(): Promise<boolean> {
  if (underWay === null && performance.now() - lastRequestMs < LEAST_BETWEEN_MS) return Promise.resolve(false);
  underWay ??= fetchOnce().finally(() => (underWay = null));
  return underWay;
}

async function fetchOnce(): Promise<boolean> {
  lastRequestMs = performance.now();
  const issuer = await call<unknown>("GET", urlOf("GET /.well-known/yima-issuer", {}));
  if (!issuer.ok) return forgetRequest();
  // The keys come from the page's own origin, not from the named host: the page's content security policy allows no other origin.
  const jwks = await call<unknown>("GET", keysPath(issuer.value, location.origin));
  if (!jwks.ok) return forgetRequest();
  const note = noteOf(issuer.value, jwks.value, correctedNow());
  // The present data are better than documents of a wrong form.
  if (note === null) return false;
  // The own issuer's keys are as good without the files.
  await fetchFiles().catch(console.warn);
  await hold(note);
  await store.writeNote(NOTE, note);
  return true;
}

function forgetRequest(): boolean {
  lastRequestMs = Number.NEGATIVE_INFINITY;
  return false;
}
