/**
 * The signatures of a file of trust: of a compact JWS one, of a JWS in its general JSON form those of several people over the same bytes. RFC 7515 §7. Every
 * JOSE library signs and verifies them; what a library would forgive is refused (token/status/jws.ts).
 */
import type { Bytes } from "../../domain/code/claims.ts";
import type { FileKey, Role } from "../../domain/federation/trust-files.ts";
import { toBase64url } from "../code/base64url.ts";
import { ES256 } from "../code/header.ts";
import { importPoint, isCoordinate } from "../code/public-key.ts";
import { type Fields, fieldsOf, jsonOf, listOf } from "../status/fields.ts";
import { type CompactJws, jwsOf, payloadOf } from "../status/jws.ts";

const ENCODER = new TextEncoder();
const SIGNATURE_BYTES = 64;
/** More than the keys of two roots together, by which a new root is signed. */
const MAX_SIGNATURES = 16;

/** A file whose signatures are not verified yet. */
export interface UnverifiedFile {
  readonly text: string;
  /** The members of the payload, none of which is checked. */
  readonly payload: Fields;
  readonly payloadBytes: Bytes;
  readonly signatures: readonly NamedSignature[];
}

interface NamedSignature {
  readonly kid: string;
  readonly signature: Bytes;
  readonly input: Bytes;
}

/** The parts of a compact JWS of this type; null if it is none, or its payload is no JSON object. */
export function compactFile(text: string, type: string): UnverifiedFile | null {
  const jws = jwsOf(text);
  return jws && fileOf(text, [jws], type);
}

/** The parts of a JWS in the general form of RFC 7515 §7.2.1, all of whose headers are protected; null if it is none, or its payload is no JSON object. */
export function generalFile(text: string, type: string): UnverifiedFile | null {
  const parts = generalParts(text);
  if (parts === null || parts.signatures.length === 0) return null;
  const { payload, signatures } = parts;
  const compact = signatures.map((one) => jwsOf(`${one.protected}.${payload}.${one.signature}`));
  return compact.every((one) => one !== null) ? fileOf(text, compact, type) : null;
}

/** A file in the general form, with the signatures that it has so far. */
export interface GeneralParts {
  /** In base64url. */
  readonly payload: string;
  readonly signatures: readonly SignaturePart[];
}

/** The parts of a text in the general form, none of which is verified; null if it has another form. */
export function generalParts(text: string): GeneralParts | null {
  const { payload, signatures, ...more } = fieldsOf(jsonOf(text));
  const list = listOf(signatures);
  if (typeof payload !== "string" || Object.keys(more).length > 0 || !list || list.length > MAX_SIGNATURES) return null;
  const parts = list.map(signaturePartOf);
  return parts.every((one) => one !== null) ? { payload, signatures: parts } : null;
}

/** A signature of a file in the general form; null if the value is none, or has an unprotected header. */
export function signaturePartOf(value: unknown): SignaturePart | null {
  const { protected: header, signature, ...more } = fieldsOf(value);
  const isWhole = typeof header === "string" && typeof signature === "string" && Object.keys(more).length === 0;
  return isWhole ? { protected: header, signature } : null;
}

function fileOf(text: string, parts: readonly CompactJws[], type: string): UnverifiedFile | null {
  const [first] = parts;
  const payload = first ? payloadOf(first) : null;
  if (!first || payload === null) return null;
  const signatures = parts.map((part) => namedSignature(part, type));
  return signatures.every((one) => one !== null) ? { text, payload, payloadBytes: first.payload, signatures } : null;
}

/** Null if the header has another algorithm or type, or a member more than these three. */
function namedSignature({ header, signature, input }: CompactJws, expected: string): NamedSignature | null {
  const { alg, kid, typ, ...more } = header;
  const isOurs = alg === "ES256" && typ === expected && typeof kid === "string" && Object.keys(more).length === 0;
  return isOurs && signature.length === SIGNATURE_BYTES ? { kid, signature, input } : null;
}

export interface FileSigner {
  readonly kid: string;
  /** The private half of an ECDSA key on P-256. */
  readonly privateKey: CryptoKey;
}

/** One signature of a file in the general form. */
export interface SignaturePart {
  readonly protected: string;
  readonly signature: string;
}

/** Signs the bytes of a payload as one of several people. */
export async function signPart(payload: Bytes, type: string, { kid, privateKey }: FileSigner): Promise<SignaturePart> {
  const header = toBase64url(ENCODER.encode(JSON.stringify({ alg: "ES256", kid, typ: type })));
  const input = ENCODER.encode(`${header}.${toBase64url(payload)}`);
  return { protected: header, signature: toBase64url(new Uint8Array(await crypto.subtle.sign(ES256, privateKey, input))) };
}

/** The text of a file with the signatures of several people. */
export function generalText(payload: Bytes, signatures: readonly SignaturePart[]): string {
  return JSON.stringify({ payload: toBase64url(payload), signatures });
}

/** The text of a file with one signature. */
export async function compactText(payload: Bytes, type: string, signer: FileSigner): Promise<string> {
  const { protected: header, signature } = await signPart(payload, type, signer);
  return `${header}.${toBase64url(payload)}.${signature}`;
}

/** The bytes of a payload. */
export function payloadBytes(members: Fields): Bytes {
  return ENCODER.encode(JSON.stringify(members));
}

/** The number of different keys of the role that have signed the file. */
export async function signers({ signatures }: UnverifiedFile, { keys }: Pick<Role, "keys">): Promise<number> {
  const signed = await Promise.all(keys.map((key) => hasSigned(signatures, key)));
  return signed.filter(Boolean).length;
}

/** The valid signatures of a payload by keys of the role: one of each, by the name of the key. */
export async function signaturesBy(
  role: Pick<Role, "keys">,
  { payload, signatures }: { readonly payload: Bytes; readonly signatures: readonly SignaturePart[] },
  type: string,
): Promise<ReadonlyMap<string, SignaturePart>> {
  const signed = new Map<string, SignaturePart>();
  for (const part of signatures) {
    const file = generalFile(generalText(payload, [part]), type);
    const [{ kid } = { kid: "" }] = file?.signatures ?? [];
    if (file !== null && (await signers(file, role)) > 0) signed.set(kid, part);
  }
  return signed;
}

async function hasSigned(signatures: readonly NamedSignature[], key: FileKey): Promise<boolean> {
  const own = signatures.filter(({ kid }) => kid === key.kid);
  const publicKey = own.length === 0 ? null : await importPoint(key);
  if (publicKey === null) return false;
  const checks = await Promise.all(own.map(({ signature, input }) => crypto.subtle.verify(ES256, publicKey, signature, input)));
  return checks.includes(true);
}

/** The key of a JWK whose members are those of a public key of ES256 with a name, and those of `more`; null if it is another one. */
export function fileKeyOf(value: unknown, more: readonly string[] = []): FileKey | null {
  const { kty, crv, kid, x, y, alg = "ES256", use = "sig", ...other } = fieldsOf(value);
  const isPublic = kty === "EC" && crv === "P-256" && alg === "ES256" && use === "sig";
  const isNamed = typeof kid === "string" && kid.length > 0 && kid.length <= 40;
  if (!isPublic || !isNamed || !isCoordinate(x) || !isCoordinate(y)) return null;
  return Object.keys(other).every((name) => more.includes(name)) ? { kid, x, y } : null;
}

/** The JWK of a key. */
export function jwkOf({ kid, x, y }: FileKey): Fields {
  return { kty: "EC", crv: "P-256", kid, x, y };
}

/** Whether no two keys have the same name or the same point: one person may not count as two. */
export function areDifferent(keys: readonly FileKey[]): boolean {
  return new Set(keys.map(({ kid }) => kid)).size === keys.length && new Set(keys.map(({ x }) => x)).size === keys.length;
}
