/** Passes: verify again, ask the person's own shard how things stand now, register where the collector stands. */
import { Hono } from "hono";
import type { Config } from "../config.ts";
import { type PassesResponse, passesRequest, type PassResult } from "../contract/community.ts";
import { parseCode } from "../domain/code/parse.ts";
import type { PassId } from "../domain/community/community.ts";
import { toHex } from "../domain/hex.ts";
import type { PassInput, PassOutcome, RegisteredPass } from "../objects/community/rpc.ts";
import { communityOf } from "../objects/env.ts";
import type { Env, OfActor } from "./env.ts";
import { isRefused, type JudgedPass, judgeCodes, type RefusedPass, refusedBy, type ScannedCode } from "./judge-codes.ts";
import { passageAt } from "./passage-at.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const MAX_BODY_BYTES = 128 * 1024;

type Registered = Omit<Extract<PassResult, { readonly state: "registered" }>, "passage">;
type Outcome = Registered | RefusedPass;

export function passes(readConfig: (env: Env) => Config) {
  return new Hono<OfActor>().post("/", async (c) => {
    const body = await readBody(c.req.raw, passesRequest, MAX_BODY_BYTES);
    if (!body.ok) return problem(body.refusal);
    const { issuer, secrets, now, actor } = c.var;
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const scanned = body.value.passes;
    const judged = await judgeCodes({ env: c.env, config: readConfig(c.env), issuer, secrets, now, later }, scanned);
    const division = c.req.param("division") ?? "";
    const community = communityOf(c.env, issuer, division);
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
            refused.map(({ asked }) => asked),
          ),
    ]);
    const registered = new Map(good.map((one, index) => [one, outcomes[index]]));
    const before = new Map(refused.map(({ one, address }, index) => [one, { pass: repeats[index] ?? null, address }]));
    const results = judged.map((one) => {
      if (!isRefused(one)) return withPassage(resultOf(one.input, registered.get(one)), one.address, division, now);
      const repeat = before.get(one);
      return repeat?.pass ? withPassage(registeredResult(one.id, repeat.pass), repeat.address, division, now) : one;
    });
    return c.json<PassesResponse>({ results });
  });
}

/** A repeat of a registered pass comes with a code that has aged since: what is refused now may have been registered before. */
function repeatsOf(scanned: readonly ScannedCode[], judged: readonly (JudgedPass | RefusedPass)[]) {
  return scanned.flatMap(({ id, code }, index) => {
    const one = judged[index];
    if (one === undefined || !isRefused(one)) return [];
    const parsed = parseCode(code);
    if (!parsed.ok) return [];
    const { handle, community } = parsed.value.claims;
    return [{ one, asked: { id: id as PassId, handle: toHex(handle) }, address: community }];
  });
}

/** By the address that the code names: what the shard knows of the colour counts, of the address nothing newer is asked. */
function withPassage(one: Outcome, address: string, gate: string, now: number): PassResult {
  return one.state === "refused" ? one : { ...one, passage: passageAt(one.colour, address, gate, now) };
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
    at: new Date(at).toISOString(),
    pointId: point,
    maskedName,
    colour,
    declaredAt: declaredAt === null ? null : new Date(declaredAt).toISOString(),
  };
}
