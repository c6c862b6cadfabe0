/**
 * The identity keys of an issuer: the register of the nation lists them, and they sign what the issuer says of itself. A new one signs applications at once, and
 * statements from the moment at which the issuer has read it in the register, so that no reader meets a statement of a key that it cannot know. docs/trust.md §9.
 */
import type { JWK } from "jose";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { compactText, type FileSigner, payloadBytes } from "../../token/federation/signed-file.ts";
import type { Fields } from "../../token/status/fields.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { columns, query, readFirst } from "../sql.ts";
import { makeSealedPair, openPrivateKey } from "./sealed-pair.ts";

export const IDENTITY_KEYS =
  "CREATE TABLE identity_keys (number INTEGER PRIMARY KEY, public_jwk TEXT NOT NULL, sealed_private_jwk TEXT NOT NULL) STRICT";
/** The first key signs statements before any register lists it. */
export const LISTED_KEYS = "ALTER TABLE identity_keys ADD COLUMN listed INTEGER NOT NULL DEFAULT 1";

/** The number of the first identity key. */
const FIRST = 1;

interface IdentityRow {
  readonly number: number;
  /** The public JWK, as JSON. */
  readonly publicJwk: string;
  readonly sealedPrivateJwk: string;
  /** 1 once the key signs statements, else 0. */
  readonly listed: number;
}

const IDENTITY = columns<IdentityRow>({
  number: "number",
  publicJwk: "public_jwk",
  sealedPrivateJwk: "sealed_private_jwk",
  listed: "listed",
});

/** All but `use` may wait for the making of a key: the caller lets no other event between. */
export class IdentityKeys {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;
  readonly #masterKey: string;

  constructor(sql: SqlStorage, issuer: IssuerCode, masterKey: string) {
    this.#sql = sql;
    this.#issuer = issuer;
    this.#masterKey = masterKey;
  }

  /** The public half of the latest key, with its name, and a signer with it. */
  async latest() {
    const row = this.#last() ?? (await this.#make(FIRST, 1));
    const publicJwk = { ...(JSON.parse(row.publicJwk) as JWK), kid: this.#nameOf(row.number) };
    return { publicJwk, signed: (type: string, members: Fields) => this.#signed(row, type, members) };
  }

  /** Makes a new key, unless the latest one still waits for the register. */
  async renew(): Promise<void> {
    const last = this.#last() ?? (await this.#make(FIRST, 1));
    if (last.listed === 1) await this.#make(last.number + 1, 0);
  }

  /** The text of a file, signed by the key for statements. */
  async signed(type: string, members: Fields): Promise<string> {
    const inUse = readFirst(
      this.#sql,
      query`SELECT ${IDENTITY} FROM identity_keys WHERE listed = 1 ORDER BY number DESC LIMIT 1`,
    );
    return this.#signed(inUse ?? (await this.#make(FIRST, 1)), type, members);
  }

  /** The register lists a key with these coordinates: it signs statements from now on. Returns whether that is new. */
  use({ x, y }: Pick<JWK, "x" | "y">): boolean {
    const last = this.#last();
    if (last === null || last.listed === 1) return false;
    const own = JSON.parse(last.publicJwk) as JWK;
    if (own.x !== x || own.y !== y) return false;
    this.#sql.exec("UPDATE identity_keys SET listed = 1 WHERE number = ?", last.number);
    return true;
  }

  #last(): IdentityRow | null {
    return readFirst(this.#sql, query`SELECT ${IDENTITY} FROM identity_keys ORDER BY number DESC LIMIT 1`);
  }

  async #signed({ number, sealedPrivateJwk }: IdentityRow, type: string, members: Fields): Promise<string> {
    const secrets = await openSecrets(this.#masterKey, this.#issuer);
    const privateKey = await openPrivateKey(secrets, sealName(number), sealedPrivateJwk);
    return compactText(payloadBytes(members), type, { kid: this.#nameOf(number), privateKey } satisfies FileSigner);
  }

  async #make(number: number, listed: number): Promise<IdentityRow> {
    const secrets = await openSecrets(this.#masterKey, this.#issuer);
    const { publicJwk, sealedPrivateJwk } = await makeSealedPair(secrets, sealName(number));
    const made = { number, publicJwk: JSON.stringify(publicJwk), sealedPrivateJwk, listed };
    this.#sql.exec(
      "INSERT INTO identity_keys (number, public_jwk, sealed_private_jwk, listed) VALUES (?, ?, ?, ?)",
      made.number,
      made.publicJwk,
      made.sealedPrivateJwk,
      made.listed,
    );
    return made;
  }

  #nameOf(number: number): string {
    return `${this.#issuer}.i${number}`;
  }
}

/** The name under which the private half of an identity key is sealed. */
function sealName(number: number): string {
  return `identity-key/${number}`;
}
