/** Passes: verify again, ask the person's own shard how things stand now, register where the collector stands. */
import { Hono } from "hono";
import type { Config } from "../config.ts";
import { type PassesResponse, type PassPage, passesRequest, type PassResult } from "../contract/community.ts";
import type { PersonKey } from "../domain/access/keys.ts";
import { sentenceOf } from "../domain/code/refusal-sentence.ts";
import type { PassId } from "../domain/community/community.ts";
import { toHex } from "../domain/hex.ts";
import type { PassInput, PassOutcome } from "../objects/community/rpc.ts";
import { communityOf, peopleOf } from "../objects/env.ts";
import { openHandle } from "../token/handle.ts";
import { checkCode } from "./check-code.ts";
import type { Env, OfActor } from "./env.ts";
import { type ProblemCode, PROBLEMS } from "./problem-table.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

const MAX_BODY_BYTES = 128 * 1024;
const LATEST = 50;

type Refused = Extract<PassResult, { readonly state: "refused" }>;

export function passes(readConfig: (env: Env) => Config) {
  return new Hono<OfActor>()
    .post("/", async (c) => {
      const body = await readBody(c.req.raw, passesRequest, MAX_BODY_BYTES);
      if (!body.ok) return problem(body.refusal);
      const { issuer, secrets, now, actor } = c.var;
      const resolve = async ({ id, code }: { readonly id: string; readonly code: string }): Promise<PassInput | Refused> => {
        const checked = await checkCode(c.env, readConfig(c.env), code, now, (work) => c.executionCtx.waitUntil(work));
        if (!checked.ok) return { id, state: "refused", refusal: { ...checked.refusal, sentence: sentenceOf(checked.refusal) } };
        const { claims } = checked.value;
        if (claims.issuer !== issuer.code) return refusedBy(id, "unknown_holder");
        const handle = toHex(claims.handle);
        const person = toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey;
        const holder = await peopleOf(c.env, issuer, person).holder(person, handle);
        if (!holder.ok) return refusedBy(id, holder.refusal.code);
        return {
          id: id as PassId,
          person,
          issuer: claims.issuer,
          handle,
          kind: claims.kind,
          colour: claims.colour,
          ...holder.value,
        };
      };
      const resolved = await Promise.all(body.value.passes.map(resolve));
      const inputs = resolved.filter((one): one is PassInput => !isRefused(one));
      const community = communityOf(c.env, issuer, c.req.param("division") ?? "");
      const outcomes = inputs.length === 0 ? [] : await community.register(actor.person, inputs, now);
      const registered = new Map(inputs.map((input, index) => [input, outcomes[index]]));
      const results = resolved.map((one) => (isRefused(one) ? one : resultOf(one, registered.get(one))));
      return c.json<PassesResponse>({ results });
    })
    .get("/", async (c) => {
      const listed = await communityOf(c.env, c.var.issuer, c.req.param("division") ?? "").latestPasses(c.var.actor, LATEST);
      if (!listed.ok) return problem(listed.refusal);
      return c.json<PassPage>({ passes: listed.value.map((pass) => ({ ...pass, at: new Date(pass.at).toISOString() })) });
    });
}

function isRefused(one: PassInput | Refused): one is Refused {
  return "state" in one;
}

function resultOf(input: PassInput, outcome: PassOutcome | undefined): PassResult {
  if (outcome === undefined) throw new Error("every pass has an outcome");
  if (!outcome.ok) return refusedBy(input.id, outcome.refusal.code);
  return {
    id: input.id,
    state: "registered",
    at: new Date(outcome.value.at).toISOString(),
    pointId: outcome.value.point,
    maskedName: input.maskedName,
    colour: input.colour,
    declaredAt: input.declaredAt === null ? null : new Date(input.declaredAt).toISOString(),
  };
}

function refusedBy(id: string, code: ProblemCode): Refused {
  return { id, state: "refused", refusal: { code, sentence: PROBLEMS[code].sentence } };
}
