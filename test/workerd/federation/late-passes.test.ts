/** Passes that reach the home of a code after its key has left the statement: the home keeps public halves for as long as a letter may be late. On the real objects. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Letter } from "../../../src/domain/federation/letter.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import type { JwkSet } from "../../../src/storage/published.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { fromDigits } from "../../../src/token/code/digits.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const WUHAN = "4201" as IssuerCode;
const GUANGDONG = "44" as IssuerCode;
const object = env.ISSUER.getByName(`${WUHAN}/issuer`);

function bytesOf(digits: string): string {
  const bytes = fromDigits(digits);
  if (!bytes.ok) throw new Error("the code is one");
  return toBase64url(bytes.value);
}

/** What Wuhan answers at a time to a pass of another: the state, or why it is refused. @param at seconds */
async function told(code: string, at: number, now: number): Promise<string> {
  const item = { id: crypto.randomUUID(), at, place: { division: "440106002001", point: "东站" }, code: bytesOf(code) };
  const times = { issuedAt: now, expiresAt: now + 120_000, id: crypto.randomUUID() };
  const letter: Letter = { from: GUANGDONG, to: WUHAN, ...times, kind: "passes", items: [item] };
  const taken = await env.MAILBOX.getByName(`${WUHAN}/mailbox/${GUANGDONG}`).take(letter, now);
  if (!taken.ok) throw new Error(taken.refusal.code);
  const [result] = taken.value;
  return result?.code ?? result?.state ?? "no result";
}

async function shown() {
  const visitor = await new Visitor().logIn(aPhone());
  const self = await visitor.bind("尹山", aResidentNumber());
  await visitor.declare(self);
  return visitor.show(self);
}

const past = (host: string) => new Visitor(host).ask<JwkSet>("GET", `/.well-known/trust/past/${WUHAN}`);

test("a pass by a key that was replaced is taken 30 days later, not 32, and never one from after the replacement", async () => {
  const [first, second] = [await shown(), await shown()];
  const at = Math.floor(Date.now() / 1000);
  const { keys } = await object.jwks(Date.now());
  await scheduler.wait(1100);
  const replacedAt = Date.now();
  await object.replaceKeys("operator-1", replacedAt);
  const exp = Math.floor(replacedAt / 1000);
  // Any host of the deployment answers for its issuers.
  for (const host of ["wuhan.localhost", "hubei.localhost"]) expect((await past(host)).keys).toEqual([{ ...keys[0], exp }]);
  const after = await liveCode(second.jws, second.deviceKey, (exp + 1) * 1000);
  expect(await told(after, exp + 1, replacedAt + 2000)).toBe("key_unknown");
  expect(await told(first.digits, at, replacedAt + 30 * DAY_MS)).toBe("taken");
  expect(await told(second.digits, at, replacedAt + 32 * DAY_MS)).toBe("pass_time");
});

test("after 31 days the public half is served no longer, and deleted", async () => {
  const numbers = async () =>
    runInDurableObject(object, (_, { storage }) => storage.sql.exec("SELECT number FROM past_keys").toArray().length);
  const [row] = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ until: number }>("SELECT until FROM past_keys").toArray(),
  );
  const until = row?.until ?? 0;
  expect([(await object.pastKeys(until - 1)).keys.length, (await object.pastKeys(until)).keys.length]).toEqual([1, 0]);
  expect(await numbers()).toBe(1);
  vi.setSystemTime(until);
  await runInDurableObject(object, (_, { storage }) => storage.setAlarm(until));
  await runDurableObjectAlarm(object);
  vi.useRealTimers();
  expect(await numbers()).toBe(0);
});

test("only the last 32 are kept, however often keys are replaced, and none that never signed", async () => {
  const fresh = env.ISSUER.getByName("1999/issuer");
  const begin = Date.now();
  await fresh.jwks(begin);
  for (let times = 1; times <= 40; times += 1) await fresh.replaceKeys("operator-1", begin + times * 1000);
  const { keys } = await fresh.pastKeys(begin + 60_000);
  expect([keys.length, keys[0]?.kid, keys.at(-1)?.kid]).toEqual([32, "1999.9", "1999.40"]);
});
