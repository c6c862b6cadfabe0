/** Appeals that a division answers: what is due first comes first; one officer refuses, two grant. */
import { Hono } from "hono";
import {
  type AppealAnswered,
  appealAnswerRequest,
  appealFilePath,
  type AppealsWaiting,
  type WaitingAppeals,
} from "../../contract/appeal.ts";
import { type ReviewCount, reviewFinding, type ReviewFound, type WaitingReviews } from "../../contract/review.ts";
import { boundPerson } from "../../domain/officer/officer.ts";
import { accept } from "../../domain/result.ts";
import { appealQueueOf, peopleOf, reviewQueueOf } from "../../objects/env.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import type { OfOffice } from "../env.ts";
import { fileAnswer } from "../people/appeal-files.ts";
import { inCharge } from "../who/in-charge.ts";
import { problem } from "../http/problem.ts";
import { parse, readBody } from "../http/read-body.ts";
import { tellAbove } from "../people/looks.ts";
import { namesOf } from "./division-name.ts";

export const divisionAppeals = new Hono<OfOffice>()
  .use(inCharge)
  .get("/", async (c) => {
    const { issuer, now, actor } = c.var;
    const waiting = await appealQueueOf(c.env, issuer, c.req.param("division") ?? "").waiting();
    return c.json<WaitingAppeals>({
      appeals: waiting.map(({ id, dueAt, officer, ground, text: { at, files = [], ...appeal } }) => ({
        ...appeal,
        id,
        files: [...files],
        at: new Date(at).toISOString(),
        dueAt: new Date(dueAt).toISOString(),
        overdue: dueAt <= now,
        proposed: ground,
        proposedByMe: officer !== null && officer === actor.person,
      })),
    });
  })
  .get("/waiting", async (c) => {
    const queue = appealQueueOf(c.env, c.var.issuer, c.req.param("division") ?? "");
    return c.json<AppealsWaiting>(await queue.count(c.var.now));
  })
  .get("/:id/files/:file", async (c) => {
    const path = parse(appealFilePath, { appeal: c.req.param("id"), file: c.req.param("file") });
    if (!path.ok) return problem(path.refusal);
    const { issuer, now, office, actor } = c.var;
    const { appeal, file: id } = path.value;
    const person = await appealQueueOf(c.env, issuer, c.req.param("division") ?? "").personOf(appeal);
    if (person === null) return problem({ code: "appeal_not_found" });
    // The look is written only when the file can be shown at once.
    return fileAnswer(c, async () => {
      const looked = await peopleOf(c.env, issuer, person).lookAtFile({ person, appeal, id, office, actor: actor.account }, now);
      if (!looked.ok) return looked;
      const { file, maskedName } = looked.value;
      const purpose = { kind: "appeal", text: null } as const;
      const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose, extent: "appeal_file" } as const;
      await tellAbove(c.env, issuer, look);
      return accept({ name: { person, appeal, id }, file });
    });
  })
  .post("/:id/answers", async (c) => {
    const body = await readBody(c.req.raw, appealAnswerRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, actor } = c.var;
    const officer = boundPerson(actor);
    if (!officer.ok) return problem(officer.refusal);
    const answer = body.value;
    const id = c.req.param("id");
    const queue = appealQueueOf(c.env, issuer, c.req.param("division") ?? "");
    const person = await queue.personOf(id);
    if (person === null) return problem({ code: "appeal_not_found" });
    if (person === officer.value) return problem({ code: "own_appeal" });
    if (answer.decision === "grant") {
      const proposal = await queue.propose(id, officer.value, answer.ground);
      if (!proposal.ok) return problem(proposal.refusal.code === "not_waiting" ? { code: "appeal_not_found" } : proposal.refusal);
      if (proposal.value === "proposed") return c.json<AppealAnswered>({ state: "proposed" });
    }
    const answered = await peopleOf(c.env, issuer, person).answerAppeal(person, id, answer, now);
    // Answered before an interruption: it only has to leave the queue.
    if (answered.ok || answered.refusal.code === "appeal_not_found") await queue.settle(id);
    if (!answered.ok) return problem(answered.refusal);
    return c.json<AppealAnswered>({ state: answer.decision === "grant" ? "granted" : "refused" });
  });

export const divisionReviews = new Hono<OfOffice>()
  .use(inCharge)
  .get("/", async (c) => {
    const { issuer, secrets, now, actor } = c.var;
    const division = c.req.param("division") ?? "";
    const waiting = await reviewQueueOf(c.env, issuer, division).waiting();
    const communities = waiting.map(({ text: { community } }) => community);
    const [names, { seal }] = await Promise.all([namesOf(c.env, c.var, communities), personReferences(secrets, division)]);
    const reviews = waiting.map(async ({ id, person, dueAt, officer, ground, text: { at, ...application } }) => ({
      ...application,
      id,
      at: new Date(at).toISOString(),
      dueAt: new Date(dueAt).toISOString(),
      overdue: dueAt <= now,
      person: await seal(person),
      communityName: names.get(application.community) ?? application.community,
      proposed: ground,
      proposedByMe: officer !== null && officer === actor.person,
    }));
    return c.json<WaitingReviews>({ reviews: await Promise.all(reviews) });
  })
  .get("/waiting", async (c) => {
    const counted = await reviewQueueOf(c.env, c.var.issuer, c.req.param("division") ?? "").count(c.var.now);
    return c.json<ReviewCount>({ ...counted });
  })
  .post("/:id/findings", async (c) => {
    const body = await readBody(c.req.raw, reviewFinding);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, actor } = c.var;
    const officer = boundPerson(actor);
    if (!officer.ok) return problem(officer.refusal);
    const { ground } = body.value;
    const id = c.req.param("id");
    const queue = reviewQueueOf(c.env, issuer, c.req.param("division") ?? "");
    const person = await queue.personOf(id);
    if (person === null) return problem({ code: "review_not_found" });
    if (person === officer.value) return problem({ code: "own_review" });
    const proposal = await queue.propose(id, officer.value, ground);
    if (!proposal.ok) return problem(proposal.refusal.code === "not_waiting" ? { code: "review_not_found" } : proposal.refusal);
    if (proposal.value === "proposed") return c.json<ReviewFound>({ state: "proposed" });
    const ended = await peopleOf(c.env, issuer, person).endReview(person, id, ground, now);
    // Here at once; the shard tells every queue that has it.
    await queue.settle(id);
    return ended.ok ? c.json<ReviewFound>({ state: "ended" }) : problem(ended.refusal);
  });
