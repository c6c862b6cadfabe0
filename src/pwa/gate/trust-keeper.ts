/** Whom this device believes without a network: the issuer's published keys, who passes where and which codes have fallen, kept with the time they were fetched. */
import { signal } from "@preact/signals";
import type { Risk } from "../../domain/fact/fact.ts";
import type { PassagePolicy } from "../../domain/passage/passage.ts";
import type { ShowingChange } from "../../domain/colour/showing-change.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { importTrust } from "../../token/status/trust.ts";
import type { PublishedIssuer, PublishedKey, Trust } from "../../token/status/trust.ts";
import { call, urlOf } from "../app/api.ts";
import { correctedNow } from "../app/clock.ts";
import { readNote, writeNote } from "../app/store.ts";

export interface KeptTrust {
  /** Whose app this is. */
  readonly issuer: IssuerCode;
  readonly trust: Trust;
  readonly policies: readonly PassagePolicy[];
  /** What the risk of where a holder comes from may be. */
  readonly originRisks: readonly Risk[];
  /** When codes of before fall, also such as are still ahead. */
  readonly turns: readonly ShowingChange[];
  /** Milliseconds of the corrected clock: operators see the age. */
  readonly fetchedAtMs: number;
}

interface TrustNote {
  readonly fetchedAtMs: number;
  /** Absent in a note of before there were any. */
  readonly policies?: readonly PassagePolicy[];
  readonly originRisks?: readonly Risk[];
  readonly turns?: readonly ShowingChange[];
  readonly published: readonly [PublishedIssuer];
}
interface WellKnownIssuer {
  readonly code: IssuerCode;
  readonly name: { readonly zh: string; readonly en: string };
  readonly jwksUri: string;
  readonly passagePolicies: readonly PassagePolicy[];
  readonly originRisks: readonly Risk[];
  readonly turns: readonly { readonly division: string; readonly at: string }[];
}

const NOTE = "trust";
/** What was agreed on ahead is known here soon, and holds without a network. */
const REFRESH_MS = 60_000;
/** A stranger's code must not turn each scan into a request. */
const LEAST_BETWEEN_MS = 20_000;

/** Null until the first keys are here. */
export const kept = signal<KeptTrust | null>(null);
let askedAtMs = Number.NEGATIVE_INFINITY;

async function hold({ published, policies = [], originRisks = ["unknown"], turns = [], fetchedAtMs }: TrustNote): Promise<void> {
  const [{ code: issuer }] = published;
  kept.value = { issuer, trust: await importTrust(published), policies, originRisks, turns, fetchedAtMs };
}

/** Shows what is kept at once, then fetches where that is older than a minute. */
export async function openTrust(): Promise<void> {
  if (kept.peek() === null) {
    const note = await readNote<TrustNote>(NOTE);
    if (note !== undefined) await hold(note);
  }
  const now = kept.peek();
  if (now === null || correctedNow() - now.fetchedAtMs > REFRESH_MS) await fetchTrust();
}

/** Fetches the keys now, for one that is not known here; at most every 20 s. Whether new ones came. */
export async function fetchTrust(): Promise<boolean> {
  if (performance.now() - askedAtMs < LEAST_BETWEEN_MS) return false;
  askedAtMs = performance.now();
  const issuer = await call<WellKnownIssuer>("GET", urlOf("GET /.well-known/yima-issuer", {}));
  if (!issuer.ok) return forgetAsking();
  // Of the own origin, whatever host the issuer names: the page may talk to no other.
  const path = new URL(issuer.value.jwksUri, location.origin).pathname;
  const jwks = await call<{ readonly keys: readonly PublishedKey[] }>("GET", path);
  if (!jwks.ok) return forgetAsking();
  const note: TrustNote = {
    fetchedAtMs: correctedNow(),
    policies: issuer.value.passagePolicies,
    originRisks: issuer.value.originRisks,
    turns: issuer.value.turns.map(({ division, at }) => ({ division, at: Date.parse(at) })),
    published: [{ code: issuer.value.code, name: issuer.value.name, jwks: jwks.value }],
  };
  await hold(note);
  await writeNote(NOTE, note);
  return true;
}

function forgetAsking(): boolean {
  askedAtMs = Number.NEGATIVE_INFINITY;
  return false;
}
