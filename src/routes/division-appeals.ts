/** Appeals that a division answers: what is due first comes first; one officer refuses, two grant. */
import { Hono } from "hono";
import { type AppealAnswered, appealAnswerRequest, type WaitingAppeals } from "../contract/appeal.ts";
import type { Actor } from "../domain/access/keys.ts";
import { appealQueueOf, peopleOf } from "../objects/env.ts";
import type { OfOffice } from "./env.ts";
import { inCharge } from "./middleware/in-charge.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

export const divisionAppeals = new Hono<OfOffice>()
  .use(inCharge)
  .get("/", async (c) => {
    const { issuer, now, actor } = c.var;
    const waiting = await appealQueueOf(c.env, issuer, c.req.param("division") ?? "").waiting();
    return c.json<WaitingAppeals>({
      appeals: waiting.map(({ at, dueAt, officer, ground, ...appeal }) => ({
        ...appeal,
        at: new Date(at).toISOString(),
        dueAt: new Date(dueAt).toISOString(),
        overdue: dueAt <= now,
        proposed: ground,
        proposedByMe: officer === officerOf(actor),
      })),
    });
  })
  .post("/:id/answers", async (c) => {
    const body = await readBody(c.req.raw, appealAnswerRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, actor } = c.var;
    const answer = body.value;
    const id = c.req.param("id");
    const queue = appealQueueOf(c.env, issuer, c.req.param("division") ?? "");
    const person = await queue.personOf(id);
    if (person === null) return problem({ code: "appeal_not_found" });
    if (person === actor.person) return problem({ code: "own_appeal" });
    if (answer.decision === "grant") {
      const proposal = await queue.propose(id, officerOf(actor), answer.ground);
      if (!proposal.ok) return problem(proposal.refusal);
      if (proposal.value === "proposed") return c.json<AppealAnswered>({ state: "proposed" });
    }
    const answered = await peopleOf(c.env, issuer, person).answerAppeal(person, id, answer, now);
    // Answered before an interruption: it only has to leave the queue.
    if (answered.ok || answered.refusal.code === "appeal_not_found") await queue.settle(id);
    if (!answered.ok) return problem(answered.refusal);
    return c.json<AppealAnswered>({ state: answer.decision === "grant" ? "granted" : "refused" });
  });

/** Two logins of one human are one officer. */
function officerOf({ person, account }: Actor): string {
  return person ?? account;
}
