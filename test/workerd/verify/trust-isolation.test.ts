/** Over HTTP: whatever one issuer publishes as its keys, codes of every other issuer are verified as before. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishedJwks } from "../../../src/storage/published.ts";
import { jwksKey } from "../../../src/storage/schema.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const HUBEI = "42" as IssuerCode;
/** Later than this after the last reading, an isolate reads the keys again. */
const RENEWED_MS = 61_000;

let own: ShownCode;
let theirs: ShownCode;
let clock = Date.now();
let good = "";

async function aCode(host: string): Promise<ShownCode> {
  const visitor = await new Visitor(host).logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  await visitor.declare(person);
  return visitor.show(person);
}

beforeAll(async () => {
  [own, theirs] = [await aCode("wuhan.localhost"), await aCode("hubei.localhost")];
  good = JSON.stringify(await publishedJwks(env.PUBLISHED, HUBEI));
});

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The answer to a code after the isolate has read the keys again. */
async function verified({ jws, deviceKey }: ShownCode): Promise<string> {
  const answer = await new Visitor().ask<VerifyResponse>("POST", "/api/v1/verify", {
    code: await liveCode(jws, deviceKey, Date.now()),
  });
  return answer.valid ? "valid" : answer.refusal.code;
}

async function after(text: string): Promise<readonly string[]> {
  await env.PUBLISHED.put(jwksKey(HUBEI), text);
  // The first verification has the keys read again after its answer, the second one uses them.
  for (const wait of [RENEWED_MS, 1000]) {
    clock += wait;
    vi.useFakeTimers({ toFake: ["Date"], now: clock });
    await verified(own);
    await new Promise((done) => setTimeout(done, 50));
  }
  return [await verified(own), await verified(theirs)];
}

test.each([
  [
    "a key whose name is a number",
    (keys: readonly object[]) => JSON.stringify({ keys: [{ ...keys[0], kid: 1 }, ...keys] }),
    "valid",
  ],
  ["a key that is null", (keys: readonly object[]) => JSON.stringify({ keys: [null, ...keys] }), "valid"],
  [
    "only a key without a name",
    (keys: readonly object[]) => JSON.stringify({ keys: [{ ...keys[0], kid: null }] }),
    "key_unknown",
  ],
  ["no list of keys", () => JSON.stringify({ keys: { 0: "key" } }), "valid"],
  ["no JSON", () => "{", "valid"],
])("an issuer publishes %s", async (_, published, answer) => {
  const { keys } = JSON.parse(good) as { keys: readonly object[] };
  expect(await after(published(keys))).toEqual(["valid", answer]);
  expect(await after(good)).toEqual(["valid", "valid"]);
});
