/** The members of the register as the nation's officers see them, and what an examination compares an issuer with. */
import { type MemberFault, memberFault } from "../../domain/federation/member-fault.ts";
import type { FileKey, Member, Register, Root } from "../../domain/federation/trust-files.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { type Application, readApplication } from "../../token/federation/application.ts";
import { toldChanges } from "../../token/federation/fingerprint.ts";
import { officersWho, readCandidate } from "../../token/federation/register.ts";
import type { NationStore } from "./nation-store.ts";
import type { Asked, CandidateView, ExamineeRefusal, MembersView, ToExamine } from "./rpc.ts";

/** The view of all members. @param onOneMachine whether the members are on one machine */
export async function membersView(store: NationStore, root: Root, onOneMachine: boolean, now: number): Promise<MembersView> {
  const present = store.presentRegister();
  const register = present?.file ?? null;
  const suspended = new Map((register === null ? [] : store.suspensions.holding(register)).map((one) => [one.code, one]));
  const letters = new Map(store.letters().map((one) => [one.code, one]));
  const refused = new Map(store.leftOut().map((row) => [row.code, row]));
  const members = (register?.members ?? []).map((member) => {
    const kept = store.statement(member.code);
    // The book has no statement of a member that went.
    const signed = typeof kept?.text === "string" ? kept.signed : null;
    const fault = memberFault(member, signed, now);
    const last = refused.get(member.code);
    const faults: readonly { readonly fault: MemberFault; readonly at: number | null }[] = [
      ...(fault === null ? [] : [{ fault, at: null }]),
      ...(last === undefined ? [] : [{ fault: last.reason, at: last.at }]),
    ];
    const [statement, suspension] = [signed?.statement ?? null, suspended.get(member.code) ?? null];
    return { member, statement, faults, suspension, letter: letters.get(member.code) ?? null };
  });
  const waiting = await Promise.all(store.candidates().map((text) => candidateView(text, register, root, onOneMachine)));
  return {
    register: present && {
      seq: present.file.seq,
      hash: present.hash,
      issuedAt: present.file.issuedAt,
      expiresAt: present.file.expiresAt,
    },
    leftOut: register?.leftOut ?? [],
    members,
    candidates: waiting.filter((one) => one !== null),
  };
}

async function candidateView(
  text: string,
  before: Register | null,
  root: Root,
  onOneMachine: boolean,
): Promise<CandidateView | null> {
  const candidate = await readCandidate(text, onOneMachine);
  if (!candidate.ok) return null;
  const { file: register, hash } = candidate.value;
  const signed = [...(await officersWho(candidate.value, root)).keys()];
  const { threshold } = root.roles.register;
  const changes = await toldChanges(before, register);
  return { seq: register.seq, hash, issuedAt: register.issuedAt, signed, threshold, changes };
}

/** The most examinations in a minute, of all origins. */
const PER_MINUTE = 12;

/** Counts examinations: each sends some requests to a host that its issuer has named. The object is the only one, so that the count is exact. */
export class Examinations {
  /** The begin of each examination of the last minute, by origin. */
  readonly #begun = new Map<string, number>();

  /** An origin is examined once in a minute. */
  begin(origin: string, now: number): Result<null, TooManyRequests> {
    for (const [one, at] of this.#begun) if (at > now || at <= now - MINUTE_MS) this.#begun.delete(one);
    const earlier = this.#begun.get(origin) ?? (this.#begun.size < PER_MINUTE ? undefined : [...this.#begun.values()][0]);
    if (earlier !== undefined) {
      return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil((earlier + MINUTE_MS - now) / 1000) });
    }
    this.#begun.set(origin, now);
    return accept(null);
  }
}

/** The issuer of an application or of a code, and the keys of all others. */
export async function toExamine(
  store: NationStore,
  asked: Asked,
  onOneMachine: boolean,
): Promise<Result<ToExamine, ExamineeRefusal>> {
  const members = store.presentRegister()?.file.members ?? [];
  const application = "application" in asked ? await readApplication(asked.application, onOneMachine) : null;
  if ("application" in asked && application === null) return refuse({ code: "application_unreadable" });
  const code = "code" in asked ? asked.code : application?.issuer;
  const member = application === null ? members.find((one) => one.code === code) : asMember(application);
  if (member === undefined) return refuse({ code: "issuer_not_member" });
  const others: readonly FileKey[] = [
    ...members.filter((one) => one.code !== code).flatMap(({ keys }) => keys),
    ...store.statements().flatMap((row) => (row.code === code ? [] : (store.statement(row.code)?.signed.statement.keys ?? []))),
  ];
  return accept({ member, taken: others.map(({ x }) => x) });
}

/** The entry that an application asks for. */
function asMember({ issuer, issuedAt, key, name, origin, mode, maxLifetimeMinutes }: Application): Member {
  const times = { from: issuedAt, until: null, readmitted: null };
  return { code: issuer, name, origin, mode, maxLifetimeMinutes, ...times, keys: [{ ...key, since: 1 }] };
}
