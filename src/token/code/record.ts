/** The claim record, bytes ⇄ claims: docs/code-format.md §2. Claims have only one encoding, and every other spelling of them is refused. */
import { isIssuerCode, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Refused, type Result } from "../../domain/result.ts";
import { type Bytes, type Claims, COLOURS } from "../../domain/code/claims.ts";
import { type CodeFlag, FLAGS } from "../../domain/code/flags.ts";
import { digitCount, uint } from "./digits.ts";
import { maskedNameBytes, maskedNameOf } from "./masked-name.ts";
import type { RecordField, RecordMalformed, RecordRefusal } from "../../domain/code/refusal.ts";
import { MINUTE_MS } from "../../domain/instant.ts";

const VERSION = 1;
const KINDS = ["live", "paper", "specimen"] as const;
const FIXED_BYTES = 40;
const DEVICE_KEY_BYTES = 33;
const NOT_DECLARED = 65_535;
const LONG_DECLARED = 65_534;
/** The flags of each value of the high four bits of byte 22. The two highest bits are reserved. */
const FLAG_SETS: readonly (readonly CodeFlag[])[] = [[], ["identity_unchecked"], ["other_phone"], FLAGS];

/** Encodes claims as a record. Refuses a field that the format cannot encode, which is a bug of the caller, and names it. */
export function encodeRecord(claims: Claims): Result<Bytes, RecordMalformed> {
  const name = maskedNameBytes(claims.maskedName);
  if (name === null) return malformed("maskedName");
  const issuer = Number(claims.issuer);
  if (issuerOf(issuer) !== claims.issuer) return malformed("issuer");
  const colour = COLOURS.indexOf(claims.colour);
  if (colour < 0 || (claims.kind === "paper" && colour > 0)) return malformed("colour");
  const flags = flagBits(claims.flags);
  if (!within(flags, 0, FLAG_SETS.length - 1)) return malformed("reservedBits");
  if (!within(claims.keyNumber, 0, 0xffff)) return malformed("keyNumber");
  if (claims.handle.length !== 16) return malformed("handle");
  const issuedSeconds = Math.floor(claims.issuedAt / 1000);
  if (!within(issuedSeconds, 0, 0xffffffff)) return malformed("issuedAt");
  if (!within(claims.lifetimeMinutes, 1, 0xffff)) return malformed("lifetimeMinutes");
  const declared = claims.declaredAt === null ? NOT_DECLARED : minutesBefore(claims.issuedAt, claims.declaredAt);
  if (!within(declared, 0, NOT_DECLARED)) return malformed("declaredAt");
  if (!/^[1-9]\d{11}$/.test(claims.community)) return malformed("community");
  if (!within(claims.statusIndex, 0, 0xffffff)) return malformed("statusIndex");
  const deviceKey = claims.kind === "live" ? claims.deviceKey : null;
  if (deviceKey !== null && !isCompressedPoint(deviceKey)) return malformed("deviceKey");

  const bytes = new Uint8Array(FIXED_BYTES + name.length + (deviceKey?.length ?? 0));
  const view = new DataView(bytes.buffer);
  const community = Number(claims.community);
  view.setUint8(0, (VERSION << 4) | (KINDS.indexOf(claims.kind) + 1));
  view.setUint8(1, issuer >> 16);
  view.setUint16(2, issuer & 0xffff);
  view.setUint16(4, claims.keyNumber);
  bytes.set(claims.handle, 6);
  view.setUint8(22, (flags << 4) | colour);
  view.setUint32(23, issuedSeconds);
  view.setUint16(27, claims.lifetimeMinutes);
  view.setUint16(29, declared);
  view.setUint8(31, Math.floor(community / 0x100000000));
  view.setUint32(32, community % 0x100000000);
  view.setUint8(36, claims.statusIndex >> 16);
  view.setUint16(37, claims.statusIndex & 0xffff);
  view.setUint8(39, name.length);
  bytes.set(name, FIXED_BYTES);
  if (deviceKey !== null) bytes.set(deviceKey, FIXED_BYTES + name.length);
  return accept(bytes);
}

/** The claims of a record; refuses further bytes after it. */
export function decodeRecord(bytes: Bytes): Result<Claims, RecordRefusal> {
  const read = readRecord(bytes);
  if (!read.ok) return read;
  return read.value.length === bytes.length
    ? accept(read.value.claims)
    : refuse({ code: "wrong_length", digits: digitCount(bytes.length) });
}

/** The claims of the record at the beginning of these bytes, and its number of bytes. */
export function readRecord(bytes: Bytes): Result<{ readonly claims: Claims; readonly length: number }, RecordRefusal> {
  const short = refuse({ code: "wrong_length", digits: digitCount(bytes.length) } as const);
  const head = bytes[0];
  if (head === undefined) return short;
  if (head >> 4 !== VERSION) return refuse({ code: "version_unknown", version: head >> 4 });
  const kind = KINDS[(head & 15) - 1];
  if (kind === undefined) return refuse({ code: "kind_unknown", kind: head & 15 });
  if (bytes.length < FIXED_BYTES) return short;
  const nameLength = uint(bytes, 39, 1);
  const nameEnd = FIXED_BYTES + nameLength;
  const length = kind === "live" ? nameEnd + DEVICE_KEY_BYTES : nameEnd;
  if (bytes.length < length) return short;
  const issuer = issuerOf(uint(bytes, 1, 3));
  if (issuer === null) return malformed("issuer");
  const paint = uint(bytes, 22, 1);
  const flags = FLAG_SETS[paint >> 4];
  if (flags === undefined) return malformed("reservedBits");
  const colour = COLOURS[paint & 15];
  if (colour === undefined || (kind === "paper" && colour !== "none")) return malformed("colour");
  const issuedAt = uint(bytes, 23, 4) * 1000;
  const lifetimeMinutes = uint(bytes, 27, 2);
  if (lifetimeMinutes === 0) return malformed("lifetimeMinutes");
  const declared = uint(bytes, 29, 2);
  const community = uint(bytes, 31, 5);
  if (!within(community, 1e11, 1e12 - 1)) return malformed("community");
  const maskedName = maskedNameOf(bytes, FIXED_BYTES, nameEnd);
  if (maskedName === null) return malformed("maskedName");
  const claims = {
    issuer,
    keyNumber: uint(bytes, 4, 2),
    handle: bytes.slice(6, 22),
    colour,
    flags,
    issuedAt,
    lifetimeMinutes,
    declaredAt: declared === NOT_DECLARED ? null : (Math.floor(issuedAt / MINUTE_MS) - declared) * MINUTE_MS,
    community: String(community),
    statusIndex: uint(bytes, 36, 3),
    maskedName,
  };
  if (kind !== "live") return accept({ claims: { ...claims, kind }, length });
  const deviceKey = bytes.slice(nameEnd, length);
  if (!isCompressedPoint(deviceKey)) return malformed("deviceKey");
  return accept({ claims: { ...claims, kind, deviceKey }, length });
}

function flagBits(flags: readonly CodeFlag[]): number {
  return flags.reduce((bits, flag) => bits | (1 << FLAGS.indexOf(flag)), 0);
}

function issuerOf(value: number): IssuerCode | null {
  const text = String(value);
  return isIssuerCode(text) ? text : null;
}

/** The minutes from the minute of the declaration to the minute of issue, at most LONG_DECLARED; -1 if the declaration lies in a later minute. */
function minutesBefore(issuedAt: number, declaredAt: number): number {
  const minutes = Math.floor(issuedAt / MINUTE_MS) - Math.floor(declaredAt / MINUTE_MS);
  return minutes < 0 ? -1 : Math.min(minutes, LONG_DECLARED);
}

function isCompressedPoint(bytes: Uint8Array): boolean {
  return bytes.length === DEVICE_KEY_BYTES && (bytes[0] === 2 || bytes[0] === 3);
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function malformed(field: RecordField): Refused<RecordMalformed> {
  return refuse({ code: "record_malformed", field });
}
