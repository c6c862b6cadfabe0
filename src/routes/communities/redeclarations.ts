/** Requests to declare again: a collector sends one to the person at the gate. It appears on the person's phone and changes nothing else. Source: product.md §4. */
import type { Config } from "../../config.ts";
import { COMMUNITY } from "../../contract/operation.ts";
import { PASSES } from "../../contract/pass.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, communityOf, peopleOf } from "../../objects/env.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfPlace } from "../env.ts";
import { parseCode } from "../../token/code/parse.ts";
import { isRefused, judgeCodes } from "./judge-codes.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

export function redeclarations(readConfig: (env: Env) => Config) {
  return new Routes<OfPlace>(COMMUNITY).on(PASSES.redeclare, async (c, { params: { division }, body, answer }) => {
    const { issuer, secrets, now, actor } = c.var;
    // The right is checked before the code, so that an account without it learns nothing about the code.
    const point = await communityOf(c.env, issuer, division).gateOf(actor);
    if (!point.ok) return point;
    const quota = await accountsOf(c.env, issuer, actor.account).countAct(actor.account, "ask_to_declare", now);
    if (!quota.ok) return quota;
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const context = { env: c.env, config: readConfig(c.env), issuer, secrets, now, later };
    // No pass is registered, so the code is not used: it can still be registered once.
    const [pass] = await judgeCodes(context, [{ id: "", code: parseCode(body.code) }], null);
    if (pass === undefined || isRefused(pass)) {
      const { code: refusal = "not_a_code", ...why } = pass?.refusal ?? {};
      return refuse({ ...why, code: "code_not_accepted", refusal, pointer: "/code" });
    }
    // Only the home of a code can ask its holder.
    if (pass.input.shard === null) return refuse({ code: "code_not_accepted", refusal: "unknown_holder", pointer: "/code" });
    const request = { at: now, community: await nameOf(c.env, c.var, division), point: point.value.name };
    const { person } = pass.input;
    const current = await peopleOf(c.env, issuer, person).askToDeclare(person, request);
    return answer(200, { at: instantOf(current.at) });
  });
}
