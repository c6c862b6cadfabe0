/** Reads and writes a state: which register and which book hold now, and who is suspended. docs/trust.md §4. */
import {
  isReason,
  MAX_FILE_BYTES,
  type Root,
  type State,
  type Suspension,
  type Verified,
} from "../../domain/federation/trust-files.ts";
import { isIssuerCode } from "../../domain/issuer/issuer.ts";
import { toBase64url } from "../code/base64url.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import { payloadBytes } from "./signed-file.ts";
import {
  datesIn,
  datesOf,
  fileNameList,
  fileNameOf,
  isCount,
  malformed,
  MAX_SECONDS,
  msOf,
  opened,
  type Read,
  secondsOf,
  verified,
} from "./read-file.ts";

/** SHA-256 in base64url. */
const HASH_CHARACTERS = 43;

export async function readState(text: string, root: Root): Read<Verified<State>> {
  const file = opened(text, "state");
  if (!file.ok) return file;
  const state = stateOf(file.value.payload);
  return state === null ? malformed("state") : verified(file.value, "state", root.roles.state, state);
}

function stateOf({ root, seq, register, book, suspended, ...rest }: Fields): State | null {
  const dates = datesOf(rest);
  const [named, books] = [fileNameOf(register), fileNameOf(book)];
  const list = listOf(suspended)?.map((entry) => suspensionOf(fieldsOf(entry)));
  if (!isCount(root, 1) || !isCount(seq, 1) || dates === null || !named || !books || !list) return null;
  // A suspension of the future could never be ended by a register of today.
  const isGood = list.every((one) => one !== null && one.at <= dates.issuedAt);
  return isGood ? { root, seq, register: named, book: books, suspended: list as readonly Suspension[], ...dates } : null;
}

function suspensionOf({ code, at, reason }: Fields): Suspension | null {
  const time = msOf(at);
  return isIssuerCode(code) && isReason(reason) && time !== undefined ? { code, at: time, reason } : null;
}

/** The longest header with its dot, and a signature with its dot: characters of a compact JWS. */
const AROUND_PAYLOAD = 256;

/** Whether a state that names these suspensions is within its bound, whatever else it says. */
export function fitsState(suspended: readonly Suspension[]): boolean {
  const [most, latest] = [Number.MAX_SAFE_INTEGER, MAX_SECONDS * 1000];
  const named = { seq: most, hash: "A".repeat(HASH_CHARACTERS) };
  const longest = { root: most, seq: most, register: named, book: named, issuedAt: latest, expiresAt: latest };
  const { length } = toBase64url(payloadBytes(stateMembers({ ...longest, suspended })));
  return length + AROUND_PAYLOAD <= MAX_FILE_BYTES.state;
}

/** The members of a state. */
export function stateMembers({ root, seq, register, book, suspended, ...dates }: State): Fields {
  const named = { register: fileNameList(register), book: fileNameList(book) };
  return { root, seq, ...datesIn(dates), ...named, suspended: suspended.map((one) => ({ ...one, at: secondsOf(one.at) })) };
}
