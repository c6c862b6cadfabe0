/** The members of the register, and their examination, for officers of issuer 0. Elsewhere these paths do not exist. docs/trust.md §6. */
import type { Context } from "hono";
import { readConfig } from "../../config.ts";
import { MEMBERS, type Members } from "../../contract/issuer/members.ts";
import { MEMBER_FAULTS } from "../../domain/federation/member-fault.ts";
import { instantOf } from "../../domain/instant.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { nationObjectOf } from "../../objects/env.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";
import { type Peer, type Posted, postLetter } from "../../objects/mailbox/post-letter.ts";
import type { CandidateView, MembersView } from "../../objects/nation/rpc.ts";
import { publishedState } from "../../storage/trust.ts";
import type { OfOfficer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { examine, type Send } from "./examine.ts";
import { originBelow } from "./examined-origin.ts";

export const members = new Routes<OfOfficer>("/api/v1/members")
  .use(actor)
  .use(officer)
  .on(MEMBERS.members, async (c, { answer }) => {
    if (!isNation(c)) return refuse({ code: "not_found" });
    return answer(200, bodyOf(await nationObjectOf(c.env).members(c.var.now)), { "cache-control": "no-store" });
  });

export const examinations = new Routes<OfOfficer>("/api/v1/examinations")
  .use(actor)
  .use(officer)
  .on(MEMBERS.examine, async (c, { body, answer }) => {
    if (!isNation(c)) return refuse({ code: "not_found" });
    const examinee = await nationObjectOf(c.env).beginExamination(body, c.var.now);
    if (!examinee.ok) return examinee;
    const { code, name, origin } = examinee.value.member;
    const send: Send = (keys) => sendState(c, { code, origin, keys });
    const findings = await examine(examinee.value, originBelow(origin), send, Date.now);
    return answer(200, { code, name, origin, at: instantOf(Date.now()), findings: [...findings] });
  });

/** Sends the present state, as each change of it is sent. */
async function sendState({ env, var: { secrets, now } }: Context<OfOfficer>, peer: Peer): Promise<Posted | null> {
  const state = await publishedState(env.PUBLISHED);
  if (state === null) return null;
  return postLetter(
    await signingKey(env, secrets, now),
    { kind: "trust", items: [{ id: crypto.randomUUID(), file: state.text }] },
    NATION,
    peer,
  );
}

function isNation({ env, var: { issuer } }: Context<OfOfficer>): boolean {
  return issuer.code === NATION && readConfig(env).readsTrust;
}

function bodyOf({ register, leftOut, members: all, candidates }: MembersView): Members {
  return {
    register: register && { ...register, issuedAt: instantOf(register.issuedAt), expiresAt: instantOf(register.expiresAt) },
    leftOut: [...leftOut],
    members: all.map(memberBody),
    waiting: candidates.map(waitingBody),
  };
}

function memberBody({
  member,
  statement,
  faults,
  suspension,
  letter,
}: MembersView["members"][number]): Members["members"][number] {
  const { code, name, origin, mode, from, until, keys } = member;
  return {
    code,
    name,
    origin,
    mode,
    since: instantOf(from),
    endsAt: instantOf(until),
    identityKeys: keys.map(({ kid }) => kid),
    statement: statement && {
      seq: statement.seq,
      issuedAt: instantOf(statement.issuedAt),
      expiresAt: instantOf(statement.expiresAt),
      keys: statement.keys.map(({ kid, notBefore, notAfter }) => ({
        kid,
        begins: instantOf(notBefore),
        ends: instantOf(notAfter),
      })),
    },
    faults: faults.map(({ fault, at }) => ({ sentence: MEMBER_FAULTS[fault], at: instantOf(at) })),
    letter: letter && {
      at: instantOf(letter.at),
      fault: letter.fault,
      detail: letter.detail,
      clockSeconds: letter.clockMs && letter.clockMs / 1000,
    },
    suspended: suspension && { at: instantOf(suspension.at), reason: suspension.reason },
  };
}

function waitingBody({ seq, hash, issuedAt, signed, threshold, changes }: CandidateView): Members["waiting"][number] {
  const said = changes.map(({ code, sentence }) => ({ code, sentence }));
  return { seq, hash, issuedAt: instantOf(issuedAt), signed: [...signed], threshold, changes: said };
}
