/**
 * What one issuer seals so that only another one can read it: a compact JWE (ECDH-ES, A256GCM) to the key `seal` of the reader's statement, as JSON. RFC 7516,
 * RFC 7518 §4.6 and §5.3. docs/trust.md §10.
 */
import { CompactEncrypt, compactDecrypt, importJWK } from "jose";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { type Fields, fieldsOf, jsonOf } from "../status/fields.ts";
import { jwsOf, payloadOf } from "../status/jws.ts";
import { fileKeyOf, jwkOf } from "./signed-file.ts";

const ALGORITHM = "ECDH-ES";
const CONTENT = "A256GCM";

/** The name of a key to which others seal, below the code of its issuer. */
const SEAL_KID = /^e[1-9]\d{0,4}$/;

/** The key to which others seal for this issuer, by its statement, whose signature the caller has verified; null if it names none, or one of another form. */
export function sealKeyIn(statement: string, code: IssuerCode): FileKey | null {
  const jws = jwsOf(statement);
  const key = fileKeyOf(jws && payloadOf(jws)?.["seal"]);
  return key?.kid.startsWith(`${code}.`) === true && SEAL_KID.test(key.kid.slice(code.length + 1)) ? key : null;
}

/** What the text is for. It opens for nothing else, so that nobody can send a text that they have seen under another name. */
export interface SealedFor {
  readonly from: IssuerCode;
  readonly to: IssuerCode;
  /** The `id` of the item that the text was made for. */
  readonly id: string;
}

/** @param key of the statement of `to` */
export async function sealContent(key: FileKey, { from, to, id }: SealedFor, members: Fields): Promise<string> {
  const content = new TextEncoder().encode(JSON.stringify({ iss: from, aud: to, id, ...members }));
  const header = { alg: ALGORITHM, enc: CONTENT, kid: key.kid };
  return new CompactEncrypt(content).setProtectedHeader(header).encrypt(await importJWK({ ...jwkOf(key) }, ALGORITHM));
}

/** The members in a text; null if it is longer than `longest`, or sealed for another reader or purpose. */
export async function openContent(
  text: string,
  privateKey: CryptoKey,
  { from, to, id }: SealedFor,
  longest: number,
): Promise<Fields | null> {
  const opened = text.length > longest ? null : await plainOf(text, privateKey);
  const { iss, aud, id: name, ...members } = fieldsOf(jsonOf(opened ?? undefined));
  return iss === from && aud === to && name === id ? members : null;
}

async function plainOf(text: string, privateKey: CryptoKey): Promise<string | null> {
  try {
    const { plaintext } = await compactDecrypt(text, privateKey, {
      keyManagementAlgorithms: [ALGORITHM],
      contentEncryptionAlgorithms: [CONTENT],
    });
    return new TextDecoder("utf-8", { fatal: true }).decode(plaintext);
  } catch {
    return null;
  }
}
