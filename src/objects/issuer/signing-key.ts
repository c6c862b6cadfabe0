/** The key with which the issuer signs now, unsealed and cached in the isolate's memory for half a minute: as long as its other settings, so that codes of a key that was replaced are revoked with them. */
import { issuerObjectOf, type ObjectsEnv } from "../env.ts";
import { SourceMemory } from "../../storage/memory.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { openPrivateKey } from "./sealed-pair.ts";

const CACHE_MS = 30_000;

export interface SigningKey {
  readonly number: number;
  readonly privateKey: CryptoKey;
  /** The time from which the key signs, ms. */
  readonly notBefore: number;
}

interface CachedKey {
  readonly key: SigningKey;
  readonly notAfter: number;
}

const keys = new SourceMemory<Secrets, CachedKey, ObjectsEnv>({
  keyOf: ({ issuer }) => issuer,
  freshMs: CACHE_MS,
  staleMs: CACHE_MS,
  renewEveryMs: 0,
  async load(env, secrets, now) {
    const { number, notBefore, notAfter, sealedPrivateJwk } = await issuerObjectOf(env, secrets.issuer).signingKey(now);
    const privateKey = await openPrivateKey(secrets, `signing-key/${number}`, sealedPrivateJwk);
    return { value: { key: { number, privateKey, notBefore }, notAfter }, at: now };
  },
});

export async function signingKey(env: ObjectsEnv, secrets: Secrets, now: number): Promise<SigningKey> {
  const cached = keys.fresh(secrets, now)?.value;
  if (cached !== undefined && cached.key.notBefore <= now && now < cached.notAfter) return cached.key;
  return (await keys.renew(env, secrets, now)).value.key;
}
