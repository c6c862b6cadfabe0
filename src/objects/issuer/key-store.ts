/** Signing keys of one issuer: every statement that touches the table, how a key is made, and the public JWK set. */
import type { JWK } from "jose";
import type { KeyKind } from "../../domain/code/claims.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import type { PlannedKey } from "../../domain/issuer/key-plan.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { columns, query, readRows } from "../sql.ts";
import { makeSealedPair } from "./sealed-pair.ts";

export interface KeyRow extends PlannedKey {
  readonly publicJwk: JWK;
  readonly sealedPrivateJwk: string;
}

interface StoredKey extends Omit<KeyRow, "publicJwk"> {
  /** The public JWK, as JSON. */
  readonly publicJwk: string;
}

const KEY = columns<StoredKey>({
  number: "number",
  notBefore: "not_before",
  notAfter: "not_after",
  publicJwk: "public_jwk",
  sealedPrivateJwk: "sealed_private_jwk",
});

export class KeyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly KeyRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${KEY}
         FROM signing_keys ORDER BY number`,
    ).map((row) => ({ ...row, publicJwk: JSON.parse(row.publicJwk) as JWK }));
  }

  add(key: KeyRow): void {
    this.#sql.exec(
      "INSERT INTO signing_keys (number, not_before, not_after, public_jwk, sealed_private_jwk) VALUES (?, ?, ?, ?, ?)",
      key.number,
      key.notBefore,
      key.notAfter,
      JSON.stringify(key.publicJwk),
      key.sealedPrivateJwk,
    );
  }

  forget(number: number): void {
    this.#sql.exec("DELETE FROM signing_keys WHERE number = ?", number);
  }
}

export async function makeKey(secrets: Secrets, planned: PlannedKey): Promise<KeyRow> {
  return { ...planned, ...(await makeSealedPair(secrets, `signing-key/${planned.number}`)) };
}

/** What the keys of an issuer sign, besides status lists: live codes; of the nation those of communities that no member covers. */
export function signedKind(issuer: IssuerCode): KeyKind {
  return issuer === NATION ? "free" : "live";
}

/** The JWK set of the public halves of all keys. RFC 7517 §5. */
export function jwksOf(issuer: IssuerCode, keys: readonly KeyRow[]): JwkSet {
  return {
    keys: keys.map((key) => ({
      ...key.publicJwk,
      kid: `${issuer}.${key.number}`,
      alg: "ES256",
      use: "sig",
      for: signedKind(issuer),
      nbf: Math.floor(key.notBefore / 1000),
      exp: Math.floor(key.notAfter / 1000),
    })),
  };
}
