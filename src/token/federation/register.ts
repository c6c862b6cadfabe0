/** Reads and writes a register: the members, their origins, and the keys by which they sign their statements. docs/trust.md §2. */
import {
  type IdentityKey,
  MAX_KEYS,
  MAX_MEMBERS,
  type Member,
  type Register,
  type Root,
  type Verified,
} from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import { CODE, datesIn, datesOf, isCount, isHash, malformed, msOf, opened, type Read, secondsOf, verified } from "./read-file.ts";
import { areDifferent, fileKeyOf, jwkOf } from "./signed-file.ts";

const MODES = ["A", "B", "C"] as const;
const MAX_NAME = 80;
const MAX_LIFETIME_MINUTES = 0xffff;

/** @param origins whether a text can be the origin of a member */
export async function readRegister(text: string, root: Root, origins: (text: string) => boolean): Read<Verified<Register>> {
  const file = opened(text, "register");
  if (!file.ok) return file;
  const register = registerOf(file.value.payload, origins);
  return register === null ? malformed("register") : verified(file.value, "register", root.roles.register, register);
}

function registerOf({ root, seq, prev, members, mass, ...rest }: Fields, origins: (text: string) => boolean): Register | null {
  const dates = datesOf(rest);
  const list = listOf(members);
  if (!isCount(root, 1) || !isCount(seq, 1) || dates === null || !list || list.length > MAX_MEMBERS) return null;
  if ((prev !== null && !isHash(prev)) || (mass !== undefined && mass !== true)) return null;
  const taken = new Map<IssuerCode, Member>();
  const leftOut: string[] = [];
  for (const [index, entry] of list.entries()) {
    const member = memberOf(fieldsOf(entry), origins);
    if (member === null || taken.has(member.code)) leftOut.push(nameOf(fieldsOf(entry)["code"], index));
    else taken.set(member.code, member);
  }
  return { root, seq, before: prev, mass: mass === true, members: [...taken.values()], leftOut, ...dates };
}

/** The name of an entry that is no member: its code, or its place in the list. */
function nameOf(code: unknown, index: number): string {
  return typeof code === "string" && CODE.test(code) ? code : `#${index}`;
}

function memberOf(entry: Fields, origins: (text: string) => boolean): Member | null {
  const { code, origin, mode, from, until, readmitted, keys } = entry;
  const { zh, en } = fieldsOf(entry["name"]);
  const { live, paper } = fieldsOf(entry["maxLifetimeMinutes"]);
  const known = MODES.find((one) => one === mode);
  const times = [msOf(from), until === null ? null : msOf(until), readmitted === null ? null : msOf(readmitted)] as const;
  const [begun, ended, back] = times;
  if (typeof code !== "string" || !CODE.test(code) || typeof origin !== "string" || !origins(origin) || !known) return null;
  if (!isName(zh) || !isName(en) || !isLifetime(live) || !isLifetime(paper)) return null;
  if (typeof begun !== "number" || ended === undefined || back === undefined) return null;
  const identity = identityKeysOf(keys, code);
  if (identity === null) return null;
  return {
    code: code as IssuerCode,
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

function isName(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_NAME;
}

function isLifetime(value: unknown): value is number {
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
