/** The key with which the issuer signs now, unsealed and cached in the isolate's memory for half a minute: as long as its other settings, so that codes of a key that was replaced are revoked with them. */
import type { KeyKind } from "../../domain/code/claims.ts";
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

interface Wanted {
  readonly secrets: Secrets;
  /** Absent: the kind that also signs letters and status lists. */
  readonly kind?: KeyKind;
}

const keys = new SourceMemory<Wanted, CachedKey, ObjectsEnv>({
  keyOf: ({ secrets, kind = "" }) => `${secrets.issuer} ${kind}`,
  freshMs: CACHE_MS,
  staleMs: CACHE_MS,
  renewEveryMs: 0,
  async load(env, { secrets, kind }, now) {
    const object = issuerObjectOf(env, secrets.issuer);
    const { number, notBefore, notAfter, sealedPrivateJwk } = await object.signingKey(now, kind);
    const privateKey = await openPrivateKey(secrets, `signing-key/${number}`, sealedPrivateJwk);
    return { value: { key: { number, privateKey, notBefore }, notAfter }, at: now };
  },
});

/** @param kind absent: the key that also signs letters and status lists */
export async function signingKey(env: ObjectsEnv, secrets: Secrets, now: number, kind?: KeyKind): Promise<SigningKey> {
  const wanted = kind === undefined ? { secrets } : { secrets, kind };
  const cached = keys.fresh(wanted, now)?.value;
  if (cached !== undefined && cached.key.notBefore <= now && now < cached.notAfter) return cached.key;
  return (await keys.renew(env, wanted, now)).value.key;
}
