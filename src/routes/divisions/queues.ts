/** Queues of a division: appeals, which one administrator refuses or two grant; and reviews, which end if two administrators find the same ground. The earliest deadline comes first. */
import { type AppealAnswerRequest, APPEALS } from "../../contract/appeal.ts";
import { DIVISION } from "../../contract/operation.ts";
import { REVIEWS } from "../../contract/review.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { homeOf } from "../../domain/appeal/sent-appeal.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { appealQueueOf, mailboxOf, peopleOf, reviewQueueOf } from "../../objects/env.ts";
import type { Subject } from "../../objects/queue/rpc.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import type { Env, OfOffice } from "../env.ts";
import { issuerNameOf } from "../federation/issuer-name.ts";
import { fileAnswer } from "../people/appeal-files.ts";
import { unconcerned } from "../who/acting-officer.ts";
import { inCharge } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";
import { tellAbove } from "../people/looks.ts";
import { namesOf, placeNameOf } from "./division-name.ts";
import { instantOf } from "../../domain/instant.ts";

export const divisionAppeals = new Routes<OfOffice>(`${DIVISION}/appeals`)
  .use(inCharge)
  .on(APPEALS.waitingAppeals, async (c, { params, answer }) => {
    const { issuer, now, actor } = c.var;
    const waiting = await appealQueueOf(c.env, issuer, params.division).waiting();
    const appeals = waiting.map(async ({ id, dueAt, officer, ground, text: { at, files = [], home, silent, ...appeal } }) => ({
      ...appeal,
      id,
      files: [...files],
      home: home === undefined ? null : { ...home, name: await issuerNameOf(c.env, home.code) },
      silent: silent === undefined ? null : { source: silent.source, sourceName: await placeNameOf(c.env, c.var, silent.source) },
      at: instantOf(at),
      dueAt: instantOf(dueAt),
      overdue: dueAt <= now,
      ...choiceOf(officer, ground, actor.person),
    }));
    return answer(200, { appeals: await Promise.all(appeals) });
  })
  .on(APPEALS.countAppeals, async (c, { params, answer }) => {
    const queue = appealQueueOf(c.env, c.var.issuer, params.division);
    return answer(200, await queue.count(c.var.now));
  })
  .on(APPEALS.waitingAppealFile, async (c, { params }) => {
    const { issuer, now, office, actor } = c.var;
    const subject = await appealQueueOf(c.env, issuer, params.division).subjectOf(params.id);
    if (subject === null) return refuse({ code: "appeal_not_found" });
    const { person, id: appeal } = subject;
    // The files of another issuer's person stay there.
    if (homeOf(person) !== null) return refuse({ code: "file_not_found" });
    const id = params.file;
    // The look is recorded only if there is room to send the file at once.
    return fileAnswer(c, async () => {
      const view = await peopleOf(c.env, issuer, person).lookAtFile({ person, appeal, id, office, actor: actor.account }, now);
      if (!view.ok) return view;
      const { file, maskedName } = view.value;
      const purpose = { kind: "appeal", text: null } as const;
      const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose, extent: "appeal_file" } as const;
      await tellAbove(c.env, issuer, look);
      return accept({ name: { person, appeal, id }, file });
    });
  })
  .on(APPEALS.answerAppeal, async (c, { params, body, answer }) => {
    const { issuer, now } = c.var;
    const { id } = params;
    const queue = appealQueueOf(c.env, issuer, params.division);
    const subject = await queue.subjectOf(id);
    if (subject === null) return refuse({ code: "appeal_not_found" });
    const { person } = subject;
    const officer = await unconcerned(c.env, c.var, person, "own_appeal");
    if (!officer.ok) return officer;
    if (body.decision === "grant") {
      const proposal = await queue.propose(id, officer.value, body.ground, now);
      if (!proposal.ok) return refuse(proposal.refusal.code === "not_waiting" ? { code: "appeal_not_found" } : proposal.refusal);
      if (proposal.value !== "agreed") return answer(200, { state: proposal.value });
    }
    const result = await answerOf(c.env, issuer, subject, body, now);
    // `appeal_not_found`: an earlier request answered the appeal and was interrupted before the appeal left the queue.
    if (result.ok || result.refusal.code === "appeal_not_found") await queue.settle(id);
    if (!result.ok) return result;
    return answer(200, { state: body.decision === "refuse" ? "refused" : isSilence(body) ? "set_aside" : "granted" });
  });

/** Answers an appeal: of a person of another issuer by a letter, else in the person's shard. */
async function answerOf(env: Env, issuer: Issuer, { person, id }: Subject, body: AppealAnswerRequest, now: number) {
  const home = homeOf(person);
  const people = peopleOf(env, issuer, person);
  if (body.decision === "grant") {
    const { decision, ground, reason } = body;
    if (ground !== "source_silent")
      return home === null
        ? people.answerAppeal(person, id, { decision, ground, reason }, now)
        : mailboxOf(env, issuer.code, home).giveAnswer(id, { decision, ground, reason }, now);
    return home === null ? people.setAside(person, id, now) : refuse({ code: "ground_does_not_fit" } as const);
  }
  if (home === null) return people.answerAppeal(person, id, body, now);
  return mailboxOf(env, issuer.code, home).giveAnswer(id, { ...body, ground: null }, now);
}

function isSilence(body: AppealAnswerRequest): boolean {
  return body.decision === "grant" && body.ground === "source_silent";
}

export const divisionReviews = new Routes<OfOffice>(`${DIVISION}/reviews`)
  .use(inCharge)
  .on(REVIEWS.waitingReviews, async (c, { params, answer }) => {
    const { issuer, secrets, now, actor } = c.var;
    const { division } = params;
    const waiting = await reviewQueueOf(c.env, issuer, division).waiting();
    const communities = waiting.map(({ text: { community } }) => community);
    const [names, { seal }] = await Promise.all([namesOf(c.env, c.var, communities), personReferences(secrets, division)]);
    const reviews = waiting.map(async ({ id, person, dueAt, officer, ground, text: { at, ...application } }) => ({
      ...application,
      id,
      at: instantOf(at),
      dueAt: instantOf(dueAt),
      overdue: dueAt <= now,
      person: await seal(person),
      communityName: names.get(application.community) ?? application.community,
      ...choiceOf(officer, ground, actor.person),
    }));
    return answer(200, { reviews: await Promise.all(reviews) });
  })
  .on(REVIEWS.countReviews, async (c, { params, answer }) => {
    const count = await reviewQueueOf(c.env, c.var.issuer, params.division).count(c.var.now);
    return answer(200, { ...count });
  })
  .on(REVIEWS.findReview, async (c, { params, body, answer }) => {
    const { issuer, now } = c.var;
    const { ground } = body;
    const { id } = params;
    const queue = reviewQueueOf(c.env, issuer, params.division);
    const subject = await queue.subjectOf(id);
    if (subject === null) return refuse({ code: "review_not_found" });
    const { person } = subject;
    const officer = await unconcerned(c.env, c.var, person, "own_review");
    if (!officer.ok) return officer;
    const proposal = await queue.propose(id, officer.value, ground, now);
    if (!proposal.ok) return refuse(proposal.refusal.code === "not_waiting" ? { code: "review_not_found" } : proposal.refusal);
    if (proposal.value !== "agreed") return answer(200, { state: proposal.value });
    const result = await peopleOf(c.env, issuer, person).endReview(person, subject.id, ground, now);
    // This queue drops the review at once; the shard reports the end to every other queue that has the review.
    await queue.settle(id);
    return result.ok ? answer(200, { state: "ended" }) : result;
  });

/** The choice of the first administrator, for the first one only: the second one chooses without seeing it. */
function choiceOf<Ground>(officer: PersonKey | null, ground: Ground | null, reader: PersonKey | null) {
  const proposedByMe = officer !== null && officer === reader;
  return { proposed: proposedByMe ? ground : null, proposedByMe, isProposed: officer !== null };
}
