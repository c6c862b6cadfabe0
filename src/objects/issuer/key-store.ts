/** Signing keys of one issuer: every statement that touches the table, how a key is made, and the public JWK set. */
import type { JWK } from "jose";
import type { KeyKind } from "../../domain/code/claims.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { RETENTION } from "../../domain/retention.ts";
import type { PlannedKey } from "../../domain/issuer/key-plan.ts";
import type { JwkSet } from "../../storage/published.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import { makeSealedPair } from "./sealed-pair.ts";

/** More than the keys of 31 days, also if they are replaced each day. */
const MAX_PAST = 32;

/** The public halves of keys that are published no longer. */
export const PAST_KEYS =
  "CREATE TABLE past_keys (number INTEGER PRIMARY KEY, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL, public_jwk TEXT NOT NULL, until INTEGER NOT NULL) STRICT";

/** What a key signs, besides status lists. Null in rows of an earlier release, whose issuers had keys of one kind. */
export const KINDS_OF_KEYS = "ALTER TABLE signing_keys ADD COLUMN kind TEXT; ALTER TABLE past_keys ADD COLUMN kind TEXT";

export interface PublicKeyRow extends PlannedKey {
  readonly publicJwk: JWK;
  readonly kind: KeyKind | null;
}

export interface KeyRow extends PublicKeyRow {
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
  kind: "kind",
  publicJwk: "public_jwk",
  sealedPrivateJwk: "sealed_private_jwk",
});

interface PastRow extends Omit<StoredKey, "sealedPrivateJwk"> {
  /** The time of its deletion, ms. */
  readonly until: number;
}

const PAST_KEY = columns<PastRow>({
  number: "number",
  notBefore: "not_before",
  notAfter: "not_after",
  kind: "kind",
  publicJwk: "public_jwk",
  until: "until",
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
      "INSERT INTO signing_keys (number, not_before, not_after, kind, public_jwk, sealed_private_jwk) VALUES (?, ?, ?, ?, ?, ?)",
      key.number,
      key.notBefore,
      key.notAfter,
      key.kind,
      JSON.stringify(key.publicJwk),
      key.sealedPrivateJwk,
    );
  }

  /** Deletes a key, and keeps its public half for late letters. One that has never signed leaves nothing. */
  retire({ number, notBefore, notAfter, kind, publicJwk }: KeyRow, now: number): void {
    this.#sql.exec("DELETE FROM signing_keys WHERE number = ?", number);
    const signedUntil = Math.min(notAfter, Math.floor(now / 1000) * 1000);
    if (signedUntil <= notBefore) return;
    this.#sql.exec(
      "INSERT OR REPLACE INTO past_keys (number, not_before, not_after, kind, public_jwk, until) VALUES (?, ?, ?, ?, ?, ?)",
      number,
      notBefore,
      signedUntil,
      kind,
      JSON.stringify(publicJwk),
      now + RETENTION.pastKey.ms,
    );
    this.#sql.exec(
      "DELETE FROM past_keys WHERE number NOT IN (SELECT number FROM past_keys ORDER BY until DESC, number DESC LIMIT ?)",
      MAX_PAST,
    );
  }

  /** The keys that are published no longer, at most 31 days ago. `notAfter` of one that was replaced is the time of that. */
  past(now: number): readonly PublicKeyRow[] {
    const rows = readRows(this.#sql, query`SELECT ${PAST_KEY} FROM past_keys WHERE until > ? ORDER BY number`, now);
    return rows.map(({ publicJwk, ...row }) => ({ ...row, publicJwk: JSON.parse(publicJwk) as JWK }));
  }

  /** When the next past key is to be deleted, ms; null without one. */
  pastUntil(): number | null {
    return readFirst(this.#sql, query`SELECT ${PAST_KEY} FROM past_keys ORDER BY until LIMIT 1`)?.until ?? null;
  }

  forgetPast(now: number): void {
    this.#sql.exec("DELETE FROM past_keys WHERE until <= ?", now);
  }
}

export async function makeKey(secrets: Secrets, planned: PlannedKey, kind: KeyKind): Promise<KeyRow> {
  return { ...planned, kind, ...(await makeSealedPair(secrets, `signing-key/${planned.number}`)) };
}

/** The kinds of keys that an issuer has: for live codes; the nation for those of communities that no member covers, and for codes that it makes from those of others. The first kind also signs letters and status lists. */
export function kindsOf(issuer: IssuerCode): readonly [KeyKind, ...KeyKind[]] {
  return issuer === NATION ? ["free", "converted"] : ["live"];
}

export function kindOf(issuer: IssuerCode, { kind }: Pick<PublicKeyRow, "kind">): KeyKind {
  return kind ?? kindsOf(issuer)[0];
}

/** The JWK set of the public halves of all keys. RFC 7517 §5. */
export function jwksOf(issuer: IssuerCode, keys: readonly PublicKeyRow[]): JwkSet {
  return {
    keys: keys.map((key) => ({
      ...key.publicJwk,
      kid: `${issuer}.${key.number}`,
      alg: "ES256",
      use: "sig",
      for: kindOf(issuer, key),
      nbf: Math.floor(key.notBefore / 1000),
      exp: Math.floor(key.notAfter / 1000),
    })),
  };
}
