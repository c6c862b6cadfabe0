/** Reviews that wait for a division's officers: what is due first comes first; two find the same, and the colour is decided. */
import { Hono } from "hono";
import { type ReviewCount, reviewFinding, type ReviewFound, type WaitingReviews } from "../contract/review.ts";
import { peopleOf, reviewQueueOf } from "../objects/env.ts";
import { personReferences } from "../token/secret/person-reference.ts";
import { namesOf } from "./divisions/division-name.ts";
import type { OfOffice } from "./env.ts";
import { inCharge } from "./middleware/in-charge.ts";
import { officerOf } from "./officer-of.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

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
      proposedByMe: officer === officerOf(actor),
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
    const { ground } = body.value;
    const id = c.req.param("id");
    const queue = reviewQueueOf(c.env, issuer, c.req.param("division") ?? "");
    const person = await queue.personOf(id);
    if (person === null) return problem({ code: "review_not_found" });
    if (person === actor.person) return problem({ code: "own_review" });
    const proposal = await queue.propose(id, officerOf(actor), ground);
    if (!proposal.ok) return problem(proposal.refusal.code === "not_waiting" ? { code: "review_not_found" } : proposal.refusal);
    if (proposal.value === "proposed") return c.json<ReviewFound>({ state: "proposed" });
    const ended = await peopleOf(c.env, issuer, person).endReview(person, id, ground, now);
    // Here at once; the shard tells every queue that has it.
    await queue.settle(id);
    return ended.ok ? c.json<ReviewFound>({ state: "ended" }) : problem(ended.refusal);
  });
