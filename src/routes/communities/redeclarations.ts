/** A collector asks the person before them to declare again: it shows on that person's phone, and changes nothing else. Source: product.md §4. */
import { Hono } from "hono";
import type { Config } from "../../config.ts";
import { type Redeclaration, redeclarationRequest } from "../../contract/community.ts";
import { accountsOf, communityOf, peopleOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfActor } from "../env.ts";
import { isRefused, judgeCodes } from "./judge-codes.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";

export function redeclarations(readConfig: (env: Env) => Config) {
  return new Hono<OfActor>().post("/", async (c) => {
    const body = await readBody(c.req.raw, redeclarationRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, secrets, now, actor } = c.var;
    const division = c.req.param("division") ?? "";
    // The right comes before the code: whoever has none learns nothing from it.
    const point = await communityOf(c.env, issuer, division).gateOf(actor);
    if (!point.ok) return problem(point.refusal);
    const counted = await accountsOf(c.env, issuer, actor.account).countAct(actor.account, "ask_to_declare", now);
    if (!counted.ok) return problem(counted.refusal);
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const judging = { env: c.env, config: readConfig(c.env), issuer, secrets, now, later };
    const [judged] = await judgeCodes(judging, [{ id: "", code: body.value.code }]);
    if (judged === undefined || isRefused(judged)) {
      const { code: refusal = "not_a_code", ...why } = judged?.refusal ?? {};
      return problem({ ...why, code: "code_not_accepted", refusal, pointer: "/code" });
    }
    const asking = { at: now, community: await nameOf(c.env, c.var, division), point: point.value };
    const { person } = judged.input;
    const stands = await peopleOf(c.env, issuer, person).askToDeclare(person, asking);
    return c.json<Redeclaration>({ at: new Date(stands.at).toISOString() });
  });
}
