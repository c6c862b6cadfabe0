/** Appeals of one person: written here, and what became of them. */
import { Hono } from "hono";
import { type Appeal, appealRequest, type Appeals } from "../../contract/appeal.ts";
import { answerDue, isAppealable } from "../../domain/appeal/appeal.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { appealQueueOf, peopleOf } from "../../objects/env.ts";
import type { AppealView } from "../../objects/people/appeal/rpc.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { appealFiles } from "./appeal-files.ts";
import { outcomeNow, showingOf, shownNow } from "./colour.ts";

export const appeals = new Hono<OfManaged>()
  .get("/", async (c) => {
    const { issuer, managed, actor } = c.var;
    const found = await peopleOf(c.env, issuer, managed.person).appeals(managed.person, actor.account);
    return found.ok ? c.json<Appeals>({ appeals: found.value.map(appealOf) }) : problem(found.refusal);
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, appealRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, managed, actor } = c.var;
    const { person } = managed;
    const people = peopleOf(c.env, issuer, person);
    const [found, before] = await Promise.all([people.colour(person, actor.account, now), people.appeals(person, actor.account)]);
    if (!found.ok) return problem(found.refusal);
    if (!before.ok) return problem(before.refusal);
    const { decision, community } = found.value;
    const showing = await showingOf(c.env, issuer, now);
    const shown = shownNow(showing, decision, community, now);
    const { id, text, files } = body.value;
    const repeated = before.value.find((one) => one.id === id);
    if (repeated === undefined && !isAppealable(shown.colour)) return problem({ code: "nothing_to_appeal" });
    const { cause } = outcomeNow(showing, decision);
    const order = { person, account: actor.account, id, text, files, cause, region: regionOf(issuer.code) };
    const made = await people.appeal(order, now);
    if (!made.ok) return problem(made.refusal);
    const { region, at, maskedName, cause: about, text: written, files: attached, answered } = made.value;
    const { colour, reason: why } = shown;
    // A repeat after an interruption between the two puts it there; the queue takes it once.
    if (answered === null)
      await appealQueueOf(c.env, issuer, region).put(id, person, answerDue(at), {
        at,
        maskedName,
        colour,
        why,
        cause: about,
        text: written,
        files: attached,
      });
    return c.json<Appeal>(appealOf(made.value), 201);
  })
  .route("/:appeal/files", appealFiles);

function appealOf({ id, at, region, text, files, answered }: AppealView): Appeal {
  return {
    id,
    at: new Date(at).toISOString(),
    dueAt: new Date(answerDue(at)).toISOString(),
    region,
    text,
    files: [...files],
    state: answered === null ? "waiting" : answered.decision === "grant" ? "granted" : "refused",
    answeredAt: answered === null ? null : new Date(answered.at).toISOString(),
    reason: answered?.reason ?? null,
  };
}
