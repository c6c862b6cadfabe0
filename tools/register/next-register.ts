/** The register after the one that holds, with one change: the text that officers then read and sign. */
import type { Member, Register, Root, Verified } from "../../src/domain/federation/trust-files.ts";
import { lostMembers } from "../../src/domain/federation/take-trust.ts";
import { DAY_MS } from "../../src/domain/instant.ts";
import type { Application } from "../../src/token/federation/application.ts";
import { registerMembers } from "../../src/token/federation/register.ts";
import { generalText, payloadBytes } from "../../src/token/federation/signed-file.ts";

const VALID_MS = 180 * DAY_MS;
/** The unit of times in files. */
const SECOND_MS = 1000;

/** Changes the members. @param seq the number of the new register @param now ms */
export type Change = (members: readonly Member[], seq: number, now: number) => readonly Member[];

/** The candidate, without signatures. */
export function nextRegister(held: Verified<Register> | null, root: Root, change: Change, now: number): string {
  const seq = (held?.file.seq ?? 0) + 1;
  const at = Math.floor(now / SECOND_MS) * SECOND_MS;
  const members = change(held?.file.members ?? [], seq, at);
  // The officer has named each member that leaves, and reads here that it is more than a fifth.
  const mass = lostMembers(held?.file ?? null, { members }) > 0;
  const register = { root: root.version, seq, before: held?.hash ?? null, mass, members };
  const dates = { issuedAt: at, expiresAt: at + VALID_MS };
  return generalText(payloadBytes(registerMembers({ ...register, ...dates })), []);
}

/** Admits an issuer. A member gets the name, address and lifetimes of its new application, and its new identity key beside those that it has. */
export function admitting({ issuer: code, key, name, origin, mode, maxLifetimeMinutes }: Application): Change {
  return (members, seq, now) => {
    const before = members.find((member) => member.code === code);
    const isKnown = before?.keys.some(({ kid, x, y }) => kid === key.kid && x === key.x && y === key.y) ?? false;
    const later = before?.keys.find(({ kid }) => numberOf(kid) >= numberOf(key.kid));
    if (!isKnown && later !== undefined)
      throw new Error(
        `The application names ${key.kid}, and the register lists ${later.kid}: it is an old one, perhaps with a retired key. Ask the issuer for a new one.`,
      );
    const keys = [...(before?.keys ?? []), ...(isKnown ? [] : [{ ...key, since: seq }])];
    // Two officers admit a new member, so that no suspension of one that had the code before goes on.
    const { from, until, readmitted } = before ?? { from: now, until: null, readmitted: now - SECOND_MS };
    const member: Member = { code, name, origin, mode, from, until, readmitted, maxLifetimeMinutes, keys };
    return [...members.filter((one) => one.code !== code), member].toSorted(
      (one, other) => Number(one.code) - Number(other.code),
    );
  };
}

/** The number of an identity key: 2 of `4201.i2`. An issuer counts its keys upwards. */
function numberOf(kid: string): number {
  return Number(kid.split(".i")[1]);
}

export function removing(code: string): Change {
  return (members) => {
    mustBeMember(members, code);
    return members.filter((one) => one.code !== code);
  };
}

/** Takes one identity key from its member, such as `4201.i1`. */
export function retiring(kid: string): Change {
  return (members) => {
    const member = members.find(({ keys }) => keys.some((key) => key.kid === kid));
    if (member === undefined) throw new Error(`The register does not list the key ${kid}.`);
    const keys = member.keys.filter((key) => key.kid !== kid);
    if (keys.length === 0)
      throw new Error(`${kid} is the only key of ${member.code}: admit a new one first, or remove the member.`);
    return members.map((one) => (one === member ? { ...member, keys } : one));
  };
}

/** Ends the suspensions of a member up to now. */
export function readmitting(code: string): Change {
  return (members, _, now) => {
    mustBeMember(members, code);
    return members.map((one) => (one.code === code ? { ...one, readmitted: now } : one));
  };
}

function mustBeMember(members: readonly Member[], code: string): void {
  if (!members.some((one) => one.code === code)) throw new Error(`The register does not list ${code}.`);
}
