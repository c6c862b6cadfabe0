/** Trial runs of proposed rule sets: begun, watched and cancelled by the issuer's officers. Counts only, of persons who are left as they are. Source: product.md §5, point 4. */
import { Hono } from "hono";
import { type Trial, trialQuery } from "../../contract/trial.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { issuerObjectOf, trialOf } from "../../objects/env.ts";
import type { TrialView } from "../../objects/trial/rpc.ts";
import type { OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { instantOf } from "./proposals.ts";
import { parse } from "../http/read-body.ts";

/** Under the id of a proposed rule set. */
export const trials = new Hono<OfOfficer>()
  .post("/", async (c) => {
    const { issuer, now, officer: by } = c.var;
    const id = c.req.param("id") ?? "";
    const proposed = await issuerObjectOf(c.env, issuer.code).ruleSet(id);
    if (proposed === null) return problem({ code: "rule_set_not_found" });
    const ruleSet = JSON.parse(proposed.ruleSet) as RuleSet;
    const order = { id, run: newOpaqueId(), ruleSet, shards: issuer.shards, by };
    const started = await trialOf(c.env, issuer).start(order, now);
    return started.ok ? c.json<Trial>(trialBody(started.value), 202) : problem(started.refusal);
  })
  .get("/", async (c) => {
    const query = parse(trialQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const found = await trialOf(c.env, c.var.issuer).view(c.req.param("id") ?? "", query.value.county ?? null);
    return found === null ? problem({ code: "trial_not_found" }) : c.json<Trial>(trialBody(found));
  })
  .delete("/", async (c) => {
    const cancelled = await trialOf(c.env, c.var.issuer).cancel(c.req.param("id") ?? "", c.var.now);
    return cancelled === null ? problem({ code: "trial_not_found" }) : c.json<Trial>(trialBody(cancelled));
  });

function trialBody({ run, result }: TrialView): Trial {
  const { state, begunAt, finishedAt, by, counted, shards } = run;
  return {
    state,
    begunAt: new Date(begunAt).toISOString(),
    finishedAt: instantOf(finishedAt),
    by: by.maskedPhone,
    shards: { counted, all: shards },
    result: result && { colours: [...result.colours], rows: [...result.rows], moves: [...result.moves] },
  };
}
