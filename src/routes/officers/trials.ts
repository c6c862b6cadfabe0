/** Trials of proposed rule sets: officers of the issuer start, watch and cancel them. A trial counts persons and changes no colour. Source: product.md §5, point 4. */
import { type Trial, TRIALS } from "../../contract/rules/trial.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { handView } from "../../domain/officer/officer.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf, trialOf } from "../../objects/env.ts";
import type { TrialView } from "../../objects/trial/rpc.ts";
import type { OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { instantOf } from "../../domain/instant.ts";

/** In the path, `:id` is the id of the proposal whose rule set is tried. */
export const trials = new Routes<OfOfficer>("/api/v1/rule-sets/:id/trial")
  .on(TRIALS.startTrial, async (c, { params: { id }, answer }) => {
    const { issuer, now, officer: by } = c.var;
    const entry = await issuerObjectOf(c.env, issuer.code).ruleSet(id);
    if (entry === null) return refuse({ code: "rule_set_not_found" });
    const ruleSet = JSON.parse(entry.ruleSet) as RuleSet;
    const order = { id, run: newOpaqueId(), tried: { kind: "rule_set", ruleSet }, shards: issuer.shards, by } as const;
    const trial = await trialOf(c.env, issuer).start(order, now);
    return trial.ok ? answer(202, trialBody(trial.value)) : trial;
  })
  .on(TRIALS.trial, async (c, { params, query, answer }) => {
    const view = await trialOf(c.env, c.var.issuer).open(params.id, query.county ?? null, c.var.officer.person);
    return view === null ? refuse({ code: "trial_not_found" }) : answer(200, trialBody(view));
  })
  .on(TRIALS.cancelTrial, async (c, { params, answer }) => {
    const object = trialOf(c.env, c.var.issuer);
    const isRuleSet = (await object.view(params.id, null)) !== null;
    const view = isRuleSet ? await object.cancel(params.id, c.var.now) : null;
    return view === null ? refuse({ code: "trial_not_found" }) : answer(200, trialBody(view));
  });

function trialBody({ run, result }: TrialView): Trial {
  const { state, begunAt, finishedAt, by, counted, shards } = run;
  return {
    state,
    begunAt: instantOf(begunAt),
    finishedAt: instantOf(finishedAt),
    by: handView(by).by,
    shards: { counted, all: shards },
    result: result && { colours: [...result.colours], rows: [...result.rows], moves: [...result.moves] },
  };
}
