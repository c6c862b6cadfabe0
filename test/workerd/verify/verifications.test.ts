/** POST /api/v1/verifications on the real worker: each code gets the answer that it gets alone, in order, and counts for the one limit of its sender. */
import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { MAX_CODES, VERIFICATIONS, type VerifyResponse } from "../../../src/contract/verify.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { verifyMany } from "../../../src/routes/verify/verify.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { codeOf, liveCode } from "../../../src/token/code/live.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { anotherKey } from "../another-key.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { behindProxy, byProxy } from "../proxy.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const PATH = "/api/v1/verifications";
const GATE = "420107001002";

let shown: ShownCode;
let paper: string;

beforeAll(async () => {
  const resident = await new Visitor().logIn(aPhone());
  const person = await resident.bind("尹静姝", aResidentNumber());
  await resident.declare(person);
  shown = await resident.show(person);
  const key = await anotherKey("4201" as IssuerCode, 901, "paper", Date.now() - 3_600_000);
  await key.publish();
  const read = readCredential(shown.jws);
  if (!read.ok || read.value.claims.kind !== "live") throw new Error("a phone gets live credentials");
  const { deviceKey: _, ...claims } = read.value.claims;
  paper = codeOf(await signCredential({ ...claims, kind: "paper", colour: "none", keyNumber: 901 }, key.privateKey));
});

/** A live code of this moment, one of its faults, a printed code and two texts that are no codes. */
async function codes(): Promise<readonly string[]> {
  const live = await liveCode(shown.jws, shown.deviceKey, Date.now());
  const last = live.endsWith("0") ? "1" : "0";
  return [live, `${live.slice(0, -1)}${last}`, paper, "1", live.slice(0, 200)];
}

async function together(some: readonly string[], gate?: string): Promise<readonly VerifyResponse[]> {
  const answer = await new Visitor().ask("POST", PATH, { codes: some, ...(gate !== undefined && { gate }) });
  return VERIFICATIONS.verifyMany.answers[200].parse(answer).results;
}

test.each([undefined, GATE])("each code gets the answer that it gets alone, in order (gate %s)", async (gate) => {
  const some = await codes();
  const alone = [];
  for (const code of some)
    alone.push(await new Visitor().ask("POST", "/api/v1/verify", { code, ...(gate !== undefined && { gate }) }));
  const answers = await together(some, gate);
  expect(answers).toEqual(alone);
  expect(answers.map(({ valid }) => valid)).toEqual([true, false, true, false, false]);
});

test("a hundred codes are answered, in a warm isolate without KV and without an object", async () => {
  const live = await liveCode(shown.jws, shown.deviceKey, Date.now());
  await together([live]);
  const untouchable = new Proxy(env, {
    get(target, name) {
      if (name === "YIMA_ISSUERS" || name === "YIMA_MASTER_KEY") return target[name];
      throw new Error(`verification touched ${String(name)}`);
    },
  });
  const request = new Request(`http://wuhan.localhost${PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ codes: Array.from({ length: MAX_CODES }, () => live) }),
  });
  const [config, ctx, host] = [readConfig(env), createExecutionContext(), "wuhan.localhost"];
  const answer = await verifyMany({ request, env: untouchable, config, ctx, host, address: null, transport: "plain" });
  const { results } = await answer.json<{ readonly results: readonly VerifyResponse[] }>();
  expect([results.length, results.every(({ valid }) => valid)]).toEqual([MAX_CODES, true]);
});

function from(path: string, body: object, address = "203.0.113.77"): Promise<Response> {
  return exports.default.fetch(
    new Request(`http://wuhan.localhost${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...byProxy(address) },
      body: JSON.stringify(body),
    }),
  );
}

test("by both ways an address may verify 240 codes a minute, and a request beyond that is refused whole", async () => {
  const many = (count: number) => from(PATH, { codes: Array.from({ length: count }, () => "1") });
  await behindProxy(async () => {
    // The minute of the limit must not end in between.
    const rest = 60_000 - (Date.now() % 60_000);
    if (rest < 20_000) await scheduler.wait(rest + 1);
    const statuses = [];
    for (const count of [100, 100, 30]) statuses.push((await many(count)).status);
    statuses.push((await from("/api/v1/verify", { code: "1" })).status);
    const refused = await many(20);
    expect([statuses, refused.status, await refused.json()]).toEqual([
      [200, 200, 200, 200],
      429,
      expect.objectContaining({ code: "too_many_requests" }),
    ]);
    expect((await from("/api/v1/verify", { code: "1" })).status).toBe(429);
    expect((await from("/api/v1/verify", { code: "1" }, "203.0.113.78")).status).toBe(200);
  });
});

test.each([
  ["no codes", {}, "400 bad_request /codes"],
  ["an empty list", { codes: [] }, "400 bad_request /codes"],
  ["more than a hundred", { codes: Array.from({ length: MAX_CODES + 1 }, () => "1") }, "400 bad_request /codes"],
  ["a number among them", { codes: ["1", 2] }, "400 bad_request /codes/1"],
  ["an empty code", { codes: [""] }, "400 bad_request /codes/0"],
  ["a gate that is no division", { codes: ["1"], gate: "42010" }, "400 bad_request /gate"],
  ["an unknown field", { codes: ["1"], code: "1" }, "400 bad_request /code"],
  ["too many letters", { codes: Array.from({ length: 70 }, () => "1".repeat(1000)) }, "413 body_too_large"],
])("a request with %s is refused", async (_, body, refusal) => {
  expect(await new Visitor().refusal("POST", PATH, body)).toBe(refusal);
});
