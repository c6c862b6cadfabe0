/** One more key of an issuer, which the issuer does not make itself: of another kind, or under a number of its own. */
import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair } from "jose";
import type { KeyKind } from "../../src/domain/code/claims.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { publishedJwks, publishJwks } from "../../src/storage/published.ts";

interface AnotherKey {
  readonly privateKey: CryptoKey;
  /** Adds the key to the published keys of its issuer. */
  readonly publish: () => Promise<void>;
}

/** A new key, valid from a minute ago for an hour. @param kind null: without `for` */
export async function anotherKey(issuer: IssuerCode, number: number, kind: KeyKind | null, now: number): Promise<AnotherKey> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  const begin = Math.floor(now / 1000) - 60;
  const jwk = { ...(await exportJWK(publicKey)), kid: `${issuer}.${number}`, nbf: begin, exp: begin + 3660 };
  const publish = async () => {
    const keys = (await publishedJwks(env.PUBLISHED, issuer))?.keys ?? [];
    await publishJwks(env.PUBLISHED, issuer, { keys: [...keys, kind === null ? jwk : { ...jwk, for: kind }] });
  };
  return { privateKey, publish };
}
