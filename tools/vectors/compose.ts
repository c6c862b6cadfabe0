/** Builds right and wrong codes from raw field values. Written from docs/code-format.md and independent of src, so that the tests compare two implementations. */
import { compressed, keyNamed, sign, type TestKey, toBytes } from "./p256.ts";

export interface RawRecord {
  readonly version: number;
  /** The kind of code: 1 live, 2 paper, 3 specimen. */
  readonly kind: number;
  readonly issuer: number;
  readonly keyNumber: number;
  readonly handle: Buffer;
  /** The value of byte 22: the number of the colour in its low four bits; 16 and 32 are the flags, 64 and 128 must not be set. */
  readonly paint: number;
  readonly issuedSeconds: number;
  readonly lifetimeMinutes: number;
  readonly declaredMinutes: number;
  readonly community: number;
  readonly statusIndex: number;
  readonly name: Buffer;
  readonly deviceKey: Buffer;
}

/** The changes that a forger makes to a code. Without any of them its signatures are right. */
export interface Tricks {
  readonly signer?: TestKey;
  readonly header?: string;
  readonly signature?: (right: Buffer) => Buffer;
  /** Changes the record after the issuer signed it. */
  readonly record?: (right: Buffer) => Buffer;
  readonly proofSeconds?: number;
  readonly proofTimeBytes?: (right: Buffer) => Buffer;
  readonly device?: TestKey;
  readonly label?: string;
  readonly deviceSignature?: (right: Buffer) => Buffer;
  readonly bytes?: (right: Buffer) => Buffer;
  readonly withProof?: boolean;
}

export interface Composed {
  readonly record: Buffer;
  readonly jws: string;
  readonly bytes: Buffer;
  readonly code: string;
}

export const DEVICE = keyNamed("device 1");
/** The time of most cases: 2020-03-01 12:00 in China. */
export const NOW_SECONDS = 1_583_035_200;

/** The fields of a good live record of Wuhan, with the changes of a case. Nothing is checked, so that a case can build a wrong record. */
export function rawRecord(changes: Partial<RawRecord> = {}): RawRecord {
  return {
    version: 1,
    kind: 1,
    issuer: 4201,
    keyNumber: 7,
    handle: Buffer.from("000102030405060708090a0b0c0d0e0f", "hex"),
    paint: 0,
    issuedSeconds: NOW_SECONDS - 3600,
    lifetimeMinutes: 1440,
    declaredMinutes: 90,
    community: 420107012001,
    statusIndex: 5,
    name: Buffer.from("张**"),
    deviceKey: compressed(DEVICE),
    ...changes,
  };
}

/** The bytes of a record, docs/code-format.md §2. */
export function recordBytes(raw: RawRecord): Buffer {
  const head = bigEndian([raw.version * 16 + raw.kind, 1], [raw.issuer, 3], [raw.keyNumber, 2]);
  const times = bigEndian([raw.paint, 1], [raw.issuedSeconds, 4], [raw.lifetimeMinutes, 2], [raw.declaredMinutes, 2]);
  const tail = bigEndian([raw.community, 5], [raw.statusIndex, 3], [raw.name.length, 1]);
  return Buffer.concat([head, raw.handle, times, tail, raw.name, ...(raw.kind === 1 ? [raw.deviceKey] : [])]);
}

function bigEndian(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(fields.map(([value, bytes]) => toBytes(BigInt(value), bytes)));
}

/** The digits of a code. 7 bytes become 17 digits; a shorter last group has as many digits as its largest value. */
export function digits(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 7) {
    const group = Buffer.from(bytes.subarray(at, at + 7));
    const width = String(256n ** BigInt(group.length) - 1n).length;
    text += BigInt(`0x${group.toString("hex")}`)
      .toString()
      .padStart(width, "0");
  }
  return text;
}

/** The protected JWS header of a credential, docs/code-format.md §3. */
export function headerOf(issuer: number, keyNumber: number): string {
  return `{"alg":"ES256","kid":"${issuer}.${keyNumber}","typ":"yima-code+jws"}`;
}

/** The record, the JWS, the bytes and the digits of a code, correctly signed except for the tricks. */
export function compose(raw: RawRecord, tricks: Tricks = {}): Composed {
  const signed = recordBytes(raw);
  const header = Buffer.from(tricks.header ?? headerOf(raw.issuer, raw.keyNumber)).toString("base64url");
  const input = `${header}.${signed.toString("base64url")}`;
  const right = sign(tricks.signer ?? keyNamed(`${raw.issuer}.${raw.keyNumber}`), Buffer.from(input));
  const signature = tricks.signature?.(right) ?? right;
  const record = tricks.record?.(signed) ?? signed;
  const parts = [record, signature];
  if (tricks.withProof ?? raw.kind === 1) {
    const rightTime = toBytes(BigInt(tricks.proofSeconds ?? NOW_SECONDS), 4);
    const proven = Buffer.concat([Buffer.from(tricks.label ?? "yima-live-1"), record, signature, rightTime]);
    const proof = sign(tricks.device ?? DEVICE, proven);
    parts.push(tricks.proofTimeBytes?.(rightTime) ?? rightTime, tricks.deviceSignature?.(proof) ?? proof);
  }
  const whole = Buffer.concat(parts);
  const bytes = tricks.bytes?.(whole) ?? whole;
  return { record, jws: `${input}.${signature.toString("base64url")}`, bytes, code: digits(bytes) };
}
