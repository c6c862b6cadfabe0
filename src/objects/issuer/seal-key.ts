/** The key of an issuer to which others seal what only it may read, such as the document of a person. Its statement names it. docs/trust.md §3, §10. */
import type { JWK } from "jose";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { columns, query, readFirst } from "../sql.ts";
import { makeSealedPair } from "./sealed-pair.ts";

export const SEAL_KEYS =
  "CREATE TABLE seal_keys (number INTEGER PRIMARY KEY, public_jwk TEXT NOT NULL, sealed_private_jwk TEXT NOT NULL) STRICT";

/** There is one key so far. */
const FIRST = 1;
/** The name under which the private half is sealed. */
export const SEAL_NAME = `seal-key/${FIRST}`;

interface SealRow {
  /** The public JWK, as JSON. */
  readonly publicJwk: string;
  readonly sealedPrivateJwk: string;
}

const ROW = columns<SealRow>({ publicJwk: "public_jwk", sealedPrivateJwk: "sealed_private_jwk" });

export class SealKey {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;
  readonly #masterKey: string;

  constructor(sql: SqlStorage, issuer: IssuerCode, masterKey: string) {
    this.#sql = sql;
    this.#issuer = issuer;
    this.#masterKey = masterKey;
  }

  /** The private half, sealed under the secret of the issuer; null before the first statement that names the key. */
  sealedPrivateJwk(): string | null {
    return this.#row()?.sealedPrivateJwk ?? null;
  }

  /** The public half, which is made at the first call: the caller lets no other event between. */
  async publicKey(): Promise<FileKey> {
    const { publicJwk } = this.#row() ?? (await this.#make());
    const { x = "", y = "" } = JSON.parse(publicJwk) as JWK;
    return { kid: `${this.#issuer}.e${FIRST}`, x, y };
  }

  #row(): SealRow | null {
    return readFirst(this.#sql, query`SELECT ${ROW} FROM seal_keys WHERE number = ?`, FIRST);
  }

  async #make(): Promise<SealRow> {
    const secrets = await openSecrets(this.#masterKey, this.#issuer);
    const { publicJwk, sealedPrivateJwk } = await makeSealedPair(secrets, SEAL_NAME, "ECDH-ES");
    const row = { publicJwk: JSON.stringify(publicJwk), sealedPrivateJwk };
    const insert = "INSERT INTO seal_keys (number, public_jwk, sealed_private_jwk) VALUES (?, ?, ?)";
    this.#sql.exec(insert, FIRST, row.publicJwk, row.sealedPrivateJwk);
    return row;
  }
}
