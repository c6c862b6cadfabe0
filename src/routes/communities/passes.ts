/** Passes: verify again, ask the person's own shard how things stand now, register where the collector stands. */
import type { Config } from "../../config.ts";
import { PASSES, type PassesResponse, type PassResult } from "../../contract/pass.ts";
import type { ShapeProblem } from "../../contract/operation.ts";
import { parseCode } from "../../token/code/parse.ts";
import type { PassId } from "../../domain/community/community.ts";
import { toHex } from "../../domain/hex.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { communityOf } from "../../objects/env.ts";
import { risksOf } from "../../storage/areas.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { jsonHeaders, withHeaders } from "../http/headers.ts";
import { isCommunityHere } from "./communities.ts";
import type { Env } from "../env.ts";
import { isRefused, type JudgedPass, judgeCodes, type RefusedPass, refusedBy, type ScannedCode } from "./judge-codes.ts";
import { mayBeForged } from "../who/site.ts";
import { passageAt } from "../verify/passage-at.ts";
import { problem, type WireRefusal } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { recentActorOf } from "../who/sessions.ts";
import type { PassInput, PassOutcome, RegisteredPass } from "../../objects/community/pass.ts";
import { instantOf } from "../../domain/instant.ts";

const { body: shape, maxBytes } = PASSES.registerPasses;

type Registered = Omit<Extract<PassResult, { readonly state: "registered" }>, "passage">;
type Outcome = Registered | RefusedPass;

type PassesProblem = (typeof PASSES.registerPasses.problems)[number] | ShapeProblem;

export interface PassesAsked {
  readonly request: Request;
  readonly env: Env;
  readonly config: Config;
  readonly issuer: Issuer;
  /** Of the path. */
  readonly division: string;
  /** ms */
  readonly now: number;
  /** Keeps work alive behind the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/**
 * Answers POST …/passes, outside the router, since the checks of the router cost as much as the work (decision 30). The checks and their order are the
 * router's: forged, session, community, body; a test compares them with a route behind it. Each pass has an outcome of its own.
 */
export async function answerPasses(asked: PassesAsked): Promise<Response> {
  const done = await registerPasses(asked);
  if (!done.ok) return withHeaders(problem(done.refusal), asked.now);
  return new Response(JSON.stringify(done.value), { headers: jsonHeaders(asked.now) });
}

async function registerPasses(asked: PassesAsked): Promise<Result<PassesResponse, WireRefusal<PassesProblem>>> {
  const { request, env, config, issuer, division, now, later } = asked;
  if (mayBeForged(request)) return refuse({ code: "cross_site_request" });
  const actor = await recentActorOf(env, issuer, request, now);
  if (actor === null) return refuse({ code: "not_logged_in" });
  if (!(await isCommunityHere(env, issuer, division, now))) return refuse({ code: "division_unknown" });
  const body = await readBody(request, shape, maxBytes);
  if (!body.ok) return body;
  const scanned = body.value.passes.map(({ id, code }) => ({ id, code: parseCode(code) }));
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer.code);
  const judged = await judgeCodes({ env, config, issuer, secrets, now, later }, scanned);
  const community = communityOf(env, issuer, division);
  const good = judged.filter((one): one is JudgedPass => !isRefused(one));
  const refused = repeatsOf(scanned, judged);
  const [outcomes, repeats] = await Promise.all([
    good.length === 0
      ? []
      : community.register(
          actor,
          good.map(({ input }) => input),
          now,
        ),
    refused.length === 0
      ? []
      : community.registered(
          actor,
          refused.map((one) => one.asked),
        ),
  ]);
  const registered = new Map(good.map((one, index) => [one, outcomes[index]]));
  const before = new Map(refused.map(({ one, address }, index) => [one, { pass: repeats[index] ?? null, address }]));
  // Of a repeat nobody is asked again: it is shown as the code alone is read elsewhere.
  const originRisks = refused.length === 0 ? [] : await risksOf(env, issuer.code, now, later);
  const results = judged.map((one) => {
    if (!isRefused(one)) return withPassage(resultOf(one.input, registered.get(one)), one, division, now);
    const repeat = before.get(one);
    if (!repeat?.pass) return one;
    return withPassage(
      registeredResult(one.id, repeat.pass),
      { address: repeat.address, originRisks, categories: CATEGORIES },
      division,
      now,
    );
  });
  return accept({ results });
}

/** A repeat of a registered pass comes with a code that has aged since: what is refused now may have been registered before. */
function repeatsOf(scanned: readonly ScannedCode[], judged: readonly (JudgedPass | RefusedPass)[]) {
  return scanned.flatMap(({ id, code }, index) => {
    const one = judged[index];
    if (one === undefined || !isRefused(one)) return [];
    if (!code.ok) return [];
    const { handle, community } = code.value.claims;
    return [{ one, asked: { id: id as PassId, handle: toHex(handle) }, address: community }];
  });
}

/** By the address that the code names: what the shard knows of colour and risk counts, of the address nothing newer is asked. */
function withPassage(
  one: Outcome,
  { address, originRisks, categories }: Omit<JudgedPass, "input">,
  gate: string,
  now: number,
): PassResult {
  if (one.state === "refused") return one;
  return { ...one, passage: passageAt({ colour: one.colour, address, originRisks, categories }, gate, now) };
}

function resultOf(input: PassInput, outcome: PassOutcome | undefined): Outcome {
  if (outcome === undefined) throw new Error("every pass has an outcome");
  if (!outcome.ok) return refusedBy(input.id, outcome.refusal.code);
  return registeredResult(input.id, { ...input, ...outcome.value });
}

function registeredResult(id: string, { at, point, maskedName, colour, declaredAt }: RegisteredPass): Registered {
  return {
    id,
    state: "registered",
    at: instantOf(at),
    pointId: point,
    maskedName,
    colour,
    declaredAt: instantOf(declaredAt),
  };
}
