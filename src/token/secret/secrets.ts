/** Derives the keys of an issuer from the master secret (all but the signing keys, which are random), and makes its keyed hashes. RFC 5869. */
import { base64url } from "jose";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { toHex } from "../../domain/hex.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";

const MASTER_KEY_BYTES = 32;
const KEYED_HASH_BYTES = 12;
const TAG_BYTES = 16;
const encoder = new TextEncoder();

export interface Secrets {
  readonly issuer: IssuerCode;
  readonly hashing: CryptoKey;
  /** The AES-CBC key of the handles in credentials (handle.ts). */
  readonly handle: CryptoKey;
  readonly root: CryptoKey;
}

const opened = new Map<string, Promise<Secrets>>();

/**
 * The secrets of one issuer, cached for the life of the isolate. Rejects if the master key is wrong.
 * @param masterKey 32 bytes in base64url
 */
export function openSecrets(masterKey: string, issuer: IssuerCode): Promise<Secrets> {
  const name = `${issuer}/${masterKey}`;
  const cached = opened.get(name);
  if (cached !== undefined) return cached;
  const secrets = derive(masterKey, issuer);
  opened.set(name, secrets);
  return secrets;
}

async function derive(masterKey: string, issuer: IssuerCode): Promise<Secrets> {
  const bytes = Uint8Array.from(base64url.decode(masterKey));
  if (bytes.length !== MASTER_KEY_BYTES) throw new Error("YIMA_MASTER_KEY must be 32 bytes in base64url");
  const root = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveBits"]);
  const hashing = await crypto.subtle.importKey(
    "raw",
    await deriveBytes(root, `${issuer}/keyed-hash`),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const handle = await crypto.subtle.importKey("raw", await deriveBytes(root, `${issuer}/handle`), "AES-CBC", false, [
    "encrypt",
    "decrypt",
  ]);
  return { issuer, hashing, handle, root };
}

/** Derives a key of 32 bytes. @param info the issuer and the purpose of the key */
export function deriveBytes(root: CryptoKey, info: string): Promise<ArrayBuffer> {
  return crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(`yima/1/${info}`) },
    root,
    256,
  );
}

async function keyedHash(secrets: Secrets, domain: string, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", secrets.hashing, encoder.encode(`${domain}\n${text}`)));
}

/** The keyed hash that names a person. @param document the canonical text of the person's document (domain/identity/document.ts) */
export async function personKeyOf(secrets: Secrets, document: string): Promise<PersonKey> {
  return toHex((await keyedHash(secrets, "person", document)).subarray(0, KEYED_HASH_BYTES)) as PersonKey;
}

/** The keyed hash that names a login. @param phone E.164 */
export async function accountKeyOf(secrets: Secrets, phone: string): Promise<AccountKey> {
  return toHex((await keyedHash(secrets, "account", phone)).subarray(0, KEYED_HASH_BYTES)) as AccountKey;
}

/** The keyed hash of a login at an identity provider (`iss` and `sub`), for an account without a phone number. */
export async function subjectKeyOf(secrets: Secrets, issuer: string, subject: string): Promise<AccountKey> {
  return toHex((await keyedHash(secrets, "account/oidc", `${issuer}\0${subject}`)).subarray(0, KEYED_HASH_BYTES)) as AccountKey;
}

/** The keyed hash under which the requests of one network are counted; the address itself is never stored. */
export async function addressKeyOf(secrets: Secrets, address: string): Promise<AccountKey> {
  return toHex((await keyedHash(secrets, "address", address)).subarray(0, KEYED_HASH_BYTES)) as AccountKey;
}

/** The key whose shard keeps the uses of a code of another issuer: only that issuer can turn the handle into the person. */
export async function foreignUseKeyOf(secrets: Secrets, issuer: string, handle: string): Promise<PersonKey> {
  return toHex((await keyedHash(secrets, "use", `${issuer}/${handle}`)).subarray(0, KEYED_HASH_BYTES)) as PersonKey;
}

/** The 12 bytes, in hex, that the nation's handles of converted codes hold in place of a person: a keyed hash of the status list of the home's codes, whose conversions are in one object. */
export async function conversionsKeyOf(secrets: Secrets, home: string, list: string): Promise<string> {
  return toHex((await keyedHash(secrets, "conversions", `${home}/${list}`)).subarray(0, KEYED_HASH_BYTES));
}

/** The id of an application for administrator, a keyed hash of its text, so that a repeated application gets the same id. */
export async function applicationIdOf(secrets: Secrets, text: string): Promise<string> {
  return toHex((await keyedHash(secrets, "application", text)).subarray(0, KEYED_HASH_BYTES));
}

/** The hash of a one-time password for storage. It is keyed, because a password of six digits (20 bits) could be guessed from an ordinary hash. */
export async function passwordHashOf(secrets: Secrets, account: AccountKey, password: string): Promise<string> {
  return toHex(await keyedHash(secrets, `password/${account}`, password));
}

/** The tag of a client's bearer or of a session's token: only this issuer can make it, and a reader needs no storage to check it. */
export async function tagOf(secrets: Secrets, kind: "bearer" | "session", text: string): Promise<string> {
  return base64url.encode((await keyedHash(secrets, kind, text)).subarray(0, TAG_BYTES));
}

/** The name of a person's file in R2: it reveals neither the person nor the appeal to which the file belongs. */
export async function uploadNameOf(secrets: Secrets, person: PersonKey, file: string): Promise<string> {
  return `${secrets.issuer}/${toHex(await keyedHash(secrets, "upload", `${person}/${file}`))}`;
}
