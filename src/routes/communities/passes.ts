/** Registers passes: verifies each code, asks the holder's shard for the current colour and for other uses of the code, and registers the pass at the collector's current point. */
import type { Config } from "../../config.ts";
import { PASSES, type PassesResponse, type PassResult } from "../../contract/pass.ts";
import type { ShapeProblem } from "../../contract/operation.ts";
import { parseCode } from "../../token/code/parse.ts";
import { signsOf } from "../../domain/community/marks.ts";
import type { GatePlace } from "../../domain/community/use.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { outcomeNamed } from "../../domain/statistics/verifications.ts";
import { communityOf } from "../../objects/env.ts";
import { risksOf } from "../../storage/areas.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { jsonHeaders, secured, type Transport, withHeaders } from "../http/headers.ts";
import { logRefusal } from "../http/log.ts";
import { isCommunityHere } from "./communities.ts";
import type { Env } from "../env.ts";
import { forgetGate, gateOf } from "./gate-place.ts";
import { isRefused, judgeCodes, type RefusedPass, refusePass } from "./judge-codes.ts";
import type { JudgedPass } from "./judged-pass.ts";
import { mayBeForged } from "../who/site.ts";
import { passageAt, policyIdAt } from "../verify/passage-at.ts";
import { countOutcome } from "../verify/verification-counts.ts";
import { problem, type WireRefusal } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { recentActorOf } from "../who/sessions.ts";
import type { PassOutcome, RegisteredPass } from "../../objects/community/pass.ts";
import { instantOf } from "../../domain/instant.ts";
import { repeatsAmong } from "./repeats.ts";
import { otherUseOf, type SecondUse, tellEarlierGates } from "./uses.ts";

const { body: shape, maxBytes } = PASSES.registerPasses;

type RegisteredResult = Omit<Extract<PassResult, { readonly state: "registered" }>, "passage" | "flags">;
type Outcome = RegisteredResult | RefusedPass;

type PassesProblem = (typeof PASSES.registerPasses.problems)[number] | ShapeProblem;

export interface PassesCall {
  readonly request: Request;
  readonly env: Env;
  readonly config: Config;
  readonly issuer: Issuer;
  /** The division's code in the path, unchecked. */
  readonly division: string;
  /** The client's network address (who/address.ts); null: no addresses are counted. */
  readonly address: string | null;
  /** The time of the request, ms. */
  readonly now: number;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
  readonly transport: Transport;
}

/**
 * Answers POST …/passes outside the router, because the checks of the router cost as much as the work itself (decision 30). It makes the same checks in
 * the same order: forged request, session, community, body. A test compares both. Each pass has an outcome of its own.
 */
export async function answerPasses(call: PassesCall): Promise<Response> {
  const outcome = await registerPasses(call);
  const { request, issuer, now, transport } = call;
  if (!outcome.ok) {
    logRefusal(PASSES.registerPasses, { request, issuer, code: outcome.refusal.code, who: null, now });
    return secured(withHeaders(problem(outcome.refusal), now), transport, request.url);
  }
  return new Response(JSON.stringify(outcome.value), { headers: jsonHeaders(now, transport) });
}

async function registerPasses(call: PassesCall): Promise<Result<PassesResponse, WireRefusal<PassesProblem>>> {
  const { request, env, config, issuer, division, address, now, later } = call;
  if (mayBeForged(request)) return refuse({ code: "cross_site_request" });
  const actor = await recentActorOf(env, issuer, request, now, address);
  if (actor === null) return refuse({ code: "not_logged_in" });
  if (!(await isCommunityHere(env, issuer, division, now))) return refuse({ code: "division_unknown" });
  const body = await readBody(request, shape, maxBytes);
  if (!body.ok) return body;
  const collector = { env, issuer, division, actor, now };
  const codes = body.value.passes.map(({ id, code }) => ({ id, code: parseCode(code) }));
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer.code);
  const community = communityOf(env, issuer, division);
  const attempt = async () => {
    const gate = await gateOf(collector);
    const judgements = await judgeCodes({ env, config, issuer, secrets, now, later }, codes, gate.ok ? gate.value : null);
    const good = judgements.filter((one): one is JudgedPass => !isRefused(one));
    const policy = policyIdAt(division, now);
    const inputs = good.map((one) => ({
      ...one.input,
      judgement: { answer: passageOf(one.input, one, division, now).answer, policy },
    }));
    const register = (): Promise<readonly PassOutcome[]> | readonly PassOutcome[] =>
      inputs.length === 0 ? [] : gate.ok ? community.register(actor, inputs, now) : good.map(() => gate);
    const [outcomes, repeats] = await Promise.all([
      register(),
      repeatsAmong({ env, config, issuer, secrets, now, later, division, actor }, codes, judgements),
    ]);
    return { gate, judgements, good, outcomes, repeats };
  };
  let tried = await attempt();
  if (tried.gate.ok && tried.outcomes.some(isElsewhere)) {
    // The collector has moved or lost the right in the last seconds: the uses are counted again, at the new point.
    forgetGate(issuer, division, actor);
    tried = await attempt();
  }
  const { gate, judgements, good, outcomes, repeats } = tried;
  if (gate.ok) {
    const seconds = secondUses(good, outcomes, gate.value);
    if (seconds.length > 0) later(tellEarlierGates(env, issuer, seconds, now).catch(console.error));
  } else {
    logRefusal(PASSES.registerPasses, { request, issuer, code: gate.refusal.code, who: actor.account, now });
  }
  const outcomeOf = new Map(good.map((one, index) => [one, outcomes[index]]));
  // No shard is asked about a repeat: the policy judges the code alone, as in POST /api/v1/verify.
  const originRisks = repeats.size === 0 ? [] : await risksOf(env, issuer.code, now, later);
  for (const [index, one] of judgements.entries()) {
    const outcome = outcomeNamed(isRefused(one) ? one.refusal.code : one.input.colour);
    const code = codes[index]?.code;
    if (code === undefined || outcome === null || (isRefused(one) && repeats.has(one))) continue;
    countOutcome({ env, own: issuer.code, now, later }, code, outcome);
  }
  const results = judgements.map((one) => {
    if (!isRefused(one)) return withPassage(resultOf(one, outcomeOf.get(one)), one, division, now);
    const repeat = repeats.get(one);
    if (repeat === undefined) return one;
    return withPassage(
      registeredResult(one.id, repeat.pass),
      { address: repeat.address, flags: repeat.flags, paper: null, originRisks, categories: CATEGORIES, statusChecked: true },
      division,
      now,
    );
  });
  return accept({ results });
}

const isElsewhere = (outcome: PassOutcome): boolean => !outcome.ok && outcome.refusal.code !== "pass_id_taken";

/** The registered passes whose codes were used before, each once. */
function secondUses(good: readonly JudgedPass[], outcomes: readonly PassOutcome[], place: GatePlace): readonly SecondUse[] {
  return good.flatMap(({ input }, index) => {
    const outcome = outcomes[index];
    const { earlier, proofAt } = input.use;
    if (outcome?.ok !== true || outcome.value.id !== input.id || earlier === null) return [];
    const { issuer, handle } = input;
    return [{ earlier, later: { pass: input.id, issuer, handle, proofAt, at: outcome.value.at, place } }];
  });
}

/** Adds to a registered pass the flags of its code, and whether its holder may enter by the policy of the place. @param gate the community of the gate */
function withPassage(one: Outcome, holder: Holder, gate: string, now: number): PassResult {
  if (one.state === "refused") return one;
  return { ...one, flags: holder.flags, passage: passageOf(one, holder, gate, now) };
}

/** What the policy reads of the holder of a code. */
type Holder = Omit<JudgedPass, "input" | "signs">;

function passageOf(
  { colour, localColour }: Pick<RegisteredResult, "colour" | "localColour">,
  { statusChecked, ...holder }: Holder,
  gate: string,
  now: number,
) {
  const { address, flags, paper, originRisks, categories } = holder;
  return passageAt({ colour, localColour, flags, paper, address, originRisks, categories, gate }, statusChecked, now);
}

function resultOf({ input, signs }: JudgedPass, outcome: PassOutcome | undefined): Outcome {
  if (outcome === undefined) throw new Error("a pass has no outcome");
  if (!outcome.ok) {
    const { code } = outcome.refusal;
    return refusePass(input.id, code === "post_moved" ? "no_post" : code);
  }
  const { localColour = null, ...pass } = input;
  return { ...registeredResult(input.id, { ...pass, localColour, ...outcome.value }), signs };
}

function registeredResult(id: string, pass: RegisteredPass): RegisteredResult {
  const { at, point, maskedName, colour, localColour, declaredAt, second } = pass;
  return {
    id,
    state: "registered",
    at: instantOf(at),
    pointId: point,
    maskedName,
    colour,
    // An object of the previous release does not know it.
    ...(localColour != null && { localColour }),
    declaredAt: instantOf(declaredAt),
    signs: signsOf(pass),
    ...(second !== null && { secondUse: otherUseOf(second) }),
  };
}
