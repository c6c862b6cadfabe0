/**
 * The test codes of an issuer, by which others examine it and test their scanners: a specimen, and a live code of a credential that is revoked. Neither admits
 * anybody: the credential is revoked and its list published before the code is made, it is red, and its handle is of no person. docs/trust.md §6.
 */
import type { Bytes, LiveClaims } from "../../domain/code/claims.ts";
import { statusListName } from "../../domain/code/status.ts";
import { validityAt } from "../../domain/code/validity.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { NATION, regionOf, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { type ObjectsEnv, statusListOf } from "../../objects/env.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";
import { SourceMemory } from "../../storage/memory.ts";
import { signCredential } from "../../token/code/credential.ts";
import { codeOf, compressPoint, liveCode } from "../../token/code/live.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";

/** Shorter than the life of the credential, which is an hour at least. */
const CACHE_MS = 30 * MINUTE_MS;
const LIFETIME_MINUTES = 120;
const HANDLE_BYTES = 16;
const COMMUNITY_DIGITS = 12;

interface Examples {
  readonly specimen: string;
  /** The revoked credential, a compact JWS, and its key, which never leaves this isolate. */
  readonly revoked: string;
  readonly deviceKey: CryptoKey;
}

const examples = new SourceMemory<Secrets, Examples, ObjectsEnv>({
  keyOf: ({ issuer }) => issuer,
  freshMs: CACHE_MS,
  staleMs: CACHE_MS,
  renewEveryMs: 0,
  load: async (env, secrets, now) => ({ value: await makeExamples(env, secrets, now), at: now }),
});

/** The digits of both codes. The live one is of this moment. */
export async function exampleCodes(env: ObjectsEnv, issuer: IssuerCode, now: number) {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer);
  const { specimen, revoked, deviceKey } = (examples.fresh(secrets, now) ?? (await examples.renew(env, secrets, now))).value;
  return { specimen, revoked: await liveCode(revoked, deviceKey, now) };
}

async function makeExamples(env: ObjectsEnv, secrets: Secrets, now: number): Promise<Examples> {
  const { issuer } = secrets;
  const key = await signingKey(env, secrets, now);
  const { issuedAt, lifetimeMinutes, expiresAt } = validityAt(now, LIFETIME_MINUTES, key.notBefore);
  const community = testCommunity(issuer);
  const statusIndex = await statusListOf(env, issuer, statusListName(community, expiresAt)).allotRevoked();
  const device = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  if (!("privateKey" in device)) throw new Error("a pair of keys was made");
  const claims = {
    issuer,
    keyNumber: key.number,
    handle: crypto.getRandomValues(new Uint8Array(HANDLE_BYTES)),
    colour: "red",
    flags: [],
    issuedAt,
    lifetimeMinutes,
    declaredAt: null,
    community,
    statusIndex,
    maskedName: "测试码",
  } as const satisfies Omit<LiveClaims, "kind" | "deviceKey">;
  const deviceKey = await pointOf(device.publicKey);
  const [specimen, revoked] = await Promise.all([
    signCredential({ ...claims, kind: "specimen" }, key.privateKey),
    signCredential({ ...claims, kind: "live", deviceKey }, key.privateKey),
  ]);
  return { specimen: codeOf(specimen), revoked, deviceKey: device.privateKey };
}

/** The code of the region with zeros: no community has it, so no holder's status stands in the list of the test codes. The nation has no region of its own and takes the first province. */
function testCommunity(issuer: IssuerCode): string {
  return (issuer === NATION ? "11" : regionOf(issuer)).padEnd(COMMUNITY_DIGITS, "0");
}

async function pointOf(publicKey: CryptoKey): Promise<Bytes> {
  const raw = await crypto.subtle.exportKey("raw", publicKey);
  if (!(raw instanceof ArrayBuffer)) throw new Error("a raw key is bytes");
  return compressPoint(new Uint8Array(raw));
}
