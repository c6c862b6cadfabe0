/** Trial runs of proposed rule sets: officers of the issuer start, watch and cancel them. A trial only counts persons and changes none of them. Source: product.md §5, point 4. */
import { type Trial, TRIALS } from "../../contract/trial.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf, trialOf } from "../../objects/env.ts";
import type { TrialView } from "../../objects/trial/rpc.ts";
import type { OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

/** `:id` is the id of the proposal. */
export const trials = new Routes<OfOfficer>("/api/v1/rule-sets/:id/trial")
  .on(TRIALS.startTrial, async (c, { params: { id }, answer }) => {
    const { issuer, now, officer: by } = c.var;
    const proposed = await issuerObjectOf(c.env, issuer.code).ruleSet(id);
    if (proposed === null) return refuse({ code: "rule_set_not_found" });
    const ruleSet = JSON.parse(proposed.ruleSet) as RuleSet;
    const order = { id, run: newOpaqueId(), ruleSet, shards: issuer.shards, by };
    const started = await trialOf(c.env, issuer).start(order, now);
    return started.ok ? answer(202, trialBody(started.value)) : started;
  })
  .on(TRIALS.trial, async (c, { params, query, answer }) => {
    const view = await trialOf(c.env, c.var.issuer).view(params.id, query.county ?? null);
    return view === null ? refuse({ code: "trial_not_found" }) : answer(200, trialBody(view));
  })
  .on(TRIALS.cancelTrial, async (c, { params, answer }) => {
    const cancelled = await trialOf(c.env, c.var.issuer).cancel(params.id, c.var.now);
    return cancelled === null ? refuse({ code: "trial_not_found" }) : answer(200, trialBody(cancelled));
  });

function trialBody({ run, result }: TrialView): Trial {
  const { state, begunAt, finishedAt, by, counted, shards } = run;
  return {
    state,
    begunAt: instantOf(begunAt),
    finishedAt: instantOf(finishedAt),
    by: by.maskedPhone,
    shards: { counted, all: shards },
    result: result && { colours: [...result.colours], rows: [...result.rows], moves: [...result.moves] },
  };
}
