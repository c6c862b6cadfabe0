/** The identity key of an issuer: the register of the nation lists it, and it signs what the issuer says of itself. docs/trust.md. */
import type { JWK } from "jose";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { compactText, type FileSigner, payloadBytes } from "../../token/federation/signed-file.ts";
import type { Fields } from "../../token/status/fields.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { columns, query, readFirst } from "../sql.ts";
import { makeSealedPair, openPrivateKey } from "./sealed-pair.ts";

export const IDENTITY_KEYS =
  "CREATE TABLE identity_keys (number INTEGER PRIMARY KEY, public_jwk TEXT NOT NULL, sealed_private_jwk TEXT NOT NULL) STRICT";

/** The number of the first identity key. */
const FIRST = 1;

interface IdentityRow {
  readonly number: number;
  /** The public JWK, as JSON. */
  readonly publicJwk: string;
  readonly sealedPrivateJwk: string;
}

const IDENTITY = columns<IdentityRow>({ number: "number", publicJwk: "public_jwk", sealedPrivateJwk: "sealed_private_jwk" });

export class IdentityKey {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;
  readonly #masterKey: string;

  constructor(sql: SqlStorage, issuer: IssuerCode, masterKey: string) {
    this.#sql = sql;
    this.#issuer = issuer;
    this.#masterKey = masterKey;
  }

  /** The public half with its name. The caller lets no other event between. */
  async publicJwk(): Promise<JWK & { readonly kid: string }> {
    const { number, publicJwk } = await this.#present();
    return { ...(JSON.parse(publicJwk) as JWK), kid: this.#nameOf(number) };
  }

  /** The text of a file that the issuer signs. The caller lets no other event between. */
  async signed(type: string, members: Fields): Promise<string> {
    return compactText(payloadBytes(members), type, await this.#signer());
  }

  async #signer(): Promise<FileSigner> {
    const { number, sealedPrivateJwk } = await this.#present();
    const secrets = await openSecrets(this.#masterKey, this.#issuer);
    return { kid: this.#nameOf(number), privateKey: await openPrivateKey(secrets, sealName(number), sealedPrivateJwk) };
  }

  /** The latest key; the first one is made here. */
  async #present(): Promise<IdentityRow> {
    const row = readFirst(this.#sql, query`SELECT ${IDENTITY} FROM identity_keys ORDER BY number DESC LIMIT 1`);
    if (row !== null) return row;
    const { publicJwk, sealedPrivateJwk } = await makeSealedPair(
      await openSecrets(this.#masterKey, this.#issuer),
      sealName(FIRST),
    );
    const made = { number: FIRST, publicJwk: JSON.stringify(publicJwk), sealedPrivateJwk };
    this.#sql.exec(
      "INSERT INTO identity_keys (number, public_jwk, sealed_private_jwk) VALUES (?, ?, ?)",
      made.number,
      made.publicJwk,
      made.sealedPrivateJwk,
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
