/** Reads and writes a register: the members, their origins, and the keys by which they sign their statements. docs/trust.md §2. */
import {
  type IdentityKey,
  isMemberName,
  isMemberOrigin,
  MAX_KEYS,
  MAX_MEMBERS,
  type Member,
  type Register,
  type Root,
  type Verified,
} from "../../domain/federation/trust-files.ts";
import { isIssuerCode, type IssuerCode } from "../../domain/issuer/issuer.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import {
  type Candidate,
  datesIn,
  datesOf,
  FILE_TYPES,
  isCount,
  isHash,
  malformed,
  msOf,
  opened,
  type Read,
  readUnsigned,
  secondsOf,
  verified,
} from "./read-file.ts";
import { areDifferent, fileKeyOf, jwkOf, type SignaturePart, signaturesBy } from "./signed-file.ts";

const MODES = ["A", "B", "C"] as const;
const MAX_LIFETIME_MINUTES = 0xffff;

/** @param onOneMachine whether the members are on one machine (`isMemberOrigin`) */
export async function readRegister(text: string, root: Root, onOneMachine: boolean): Read<Verified<Register>> {
  const file = opened(text, "register");
  if (!file.ok) return file;
  const register = registerOf(file.value.payload, onOneMachine);
  return register === null ? malformed("register") : verified(file.value, "register", root.roles.register, register);
}

/** A register whose signatures were verified when it was taken; null if the text is none. */
export function storedRegister(text: string, hash: string, onOneMachine: boolean): Verified<Register> | null {
  const file = opened(text, "register");
  const register = file.ok ? registerOf(file.value.payload, onOneMachine) : null;
  return register && { file: register, text, hash };
}

/** Reads a register that is not signed yet, or not by all who must. */
export function readCandidate(text: string, onOneMachine: boolean): Read<Candidate<Register>> {
  return readUnsigned(text, "register", (members) => registerOf(members, onOneMachine));
}

/** The valid signatures of a candidate by officers whom the root names: one of each, by the name of their key. */
export function officersWho(candidate: Candidate<Register>, root: Root): Promise<ReadonlyMap<string, SignaturePart>> {
  return signaturesBy(root.roles.register, candidate, FILE_TYPES.register);
}

function registerOf({ root, seq, prev, members, mass, ...rest }: Fields, onOneMachine: boolean): Register | null {
  const dates = datesOf(rest);
  const list = listOf(members);
  if (!isCount(root, 1) || !isCount(seq, 1) || dates === null || !list || list.length > MAX_MEMBERS) return null;
  if ((prev !== null && !isHash(prev)) || (mass !== undefined && mass !== true)) return null;
  const taken = new Map<IssuerCode, Member>();
  const leftOut: string[] = [];
  for (const [index, entry] of list.entries()) {
    const member = memberOf(fieldsOf(entry), dates.issuedAt, onOneMachine);
    if (member === null || taken.has(member.code)) leftOut.push(nameOf(fieldsOf(entry)["code"], index));
    else taken.set(member.code, member);
  }
  return { root, seq, before: prev, mass: mass === true, members: [...taken.values()], leftOut, ...dates };
}

/** The name of an entry that is no member: its code, or its place in the list. */
function nameOf(code: unknown, index: number): string {
  return isIssuerCode(code) ? code : `#${index}`;
}

function memberOf(entry: Fields, issuedAt: number, onOneMachine: boolean): Member | null {
  const { code, origin, mode, from, until, readmitted, keys } = entry;
  const { zh, en } = fieldsOf(entry["name"]);
  const { live, paper } = fieldsOf(entry["maxLifetimeMinutes"]);
  const known = modeOf(mode);
  const times = [msOf(from), until === null ? null : msOf(until), readmitted === null ? null : msOf(readmitted)] as const;
  const [begun, ended, back] = times;
  if (!isIssuerCode(code) || typeof origin !== "string" || !isMemberOrigin(origin, onOneMachine) || !known) return null;
  if (!isMemberName(zh) || !isMemberName(en) || !isLifetime(live) || !isLifetime(paper)) return null;
  if (typeof begun !== "number" || ended === undefined || back === undefined) return null;
  // A readmission of the future would end suspensions before they happen.
  if (back !== null && back > issuedAt) return null;
  const identity = identityKeysOf(keys, code);
  if (identity === null) return null;
  return {
    code,
    name: { zh, en },
    origin,
    mode: known,
    from: begun,
    until: ended,
    readmitted: back,
    maxLifetimeMinutes: { live, paper },
    keys: identity,
  };
}

function identityKeysOf(value: unknown, code: string): readonly IdentityKey[] | null {
  const keys = (listOf(value) ?? []).map((each): IdentityKey | null => {
    const key = fileKeyOf(each, ["since"]);
    const { since } = fieldsOf(each);
    return key !== null && isCount(since, 1) && new RegExp(`^${code}\\.i[1-9]\\d{0,4}$`).test(key.kid) ? { ...key, since } : null;
  });
  const isGood = keys.length > 0 && keys.length <= MAX_KEYS && keys.every((key) => key !== null) && areDifferent(keys);
  return isGood ? keys : null;
}

/** What a region has, if the value says so. */
export function modeOf(value: unknown): Member["mode"] | undefined {
  return MODES.find((one) => one === value);
}

/** Whether the value is a lifetime of codes in minutes. */
export function isLifetime(value: unknown): value is number {
  return isCount(value, 1) && value <= MAX_LIFETIME_MINUTES;
}

/** The members of a register. */
export function registerMembers({ root, seq, before, mass, members, ...dates }: Omit<Register, "leftOut">): Fields {
  const list = members.map(({ from, until, readmitted, keys, ...member }) => ({
    ...member,
    from: secondsOf(from),
    until: secondsOf(until),
    readmitted: secondsOf(readmitted),
    keys: keys.map((key) => ({ ...jwkOf(key), since: key.since })),
  }));
  return { root, seq, prev: before, ...datesIn(dates), ...(mass && { mass }), members: list };
}
