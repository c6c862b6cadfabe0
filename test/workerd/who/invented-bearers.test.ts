/** Bearers that nobody was ever given: they take nothing from a real client and cost the clients' object next to nothing. Source: attack S8, decision 60. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "../../../src/routes/app.ts";
import { aFact } from "../builders.ts";
import { aClient, anOfficer } from "../officer.ts";

/** The limit of verifications of one address per minute, and the bearers that the stranger of the attack invented. */
const [LIMIT, INVENTED] = [240, 301];
const [THEIRS, STRANGERS] = ["192.0.2.7", "203.0.113.9"];
const app = createApp(
  () => ({ send: async () => true }),
  (request) => request.headers.get("x-address") ?? "",
);

let calls = 0;
const settings = {
  ...env,
  CLIENTS: new Proxy(env.CLIENTS, {
    get(namespace, property) {
      if (property === "getByName") calls += 1;
      const value: unknown = Reflect.get(namespace, property);
      return typeof value === "function" ? value.bind(namespace) : value;
    },
  }),
};

async function send(path: string, body: unknown, address: string, bearer?: string): Promise<string> {
  const request = new Request(`http://wuhan.localhost${path}`, {
    method: "POST",
    headers: {
      "x-yima": "1",
      "content-type": "application/json",
      "x-address": address,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    },
    body: JSON.stringify(body),
  });
  const answer = await app.fetch(request, settings, createExecutionContext());
  const { code } = await answer.json<{ code?: string }>();
  return answer.ok ? String(answer.status) : `${answer.status} ${code}`;
}

const verify = (address: string, bearer?: string) => send("/api/v1/verify", { code: "1" }, address, bearer);
const random = (letters: number) =>
  crypto.getRandomValues(new Uint8Array(letters)).reduce((text, byte) => text + letterOf(byte), "");
const letterOf = (byte: number) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"[byte % 32] ?? "";
const SHAPES = [
  ["with a tag", () => `${random(22)}.${random(43)}.${random(22)}`],
  ["without a tag", () => `${random(22)}.${random(43)}`],
] as const;

/** The bearer of a new client. Its officers log in now, because the clock of a test may have passed the end of an earlier session. */
async function aBearer(rights: readonly string[]): Promise<string> {
  return (await aClient((await anOfficer()).visitor, (await anOfficer()).visitor, { rights })).bearer;
}

afterEach(() => {
  vi.useRealTimers();
});

/** Each test has a minute of its own, and a little time within it. */
let hour = 0;
function onTheHour(): void {
  hour += 1;
  vi.setSystemTime(Date.UTC(2036, 5, 1, hour));
}

async function reachLimit(address: string): Promise<void> {
  for (let count = 0; count < LIMIT; count += 1) await verify(address);
  expect(await verify(address)).toBe("429 too_many_requests");
}

const untaggedOf = (bearer: string) => bearer.split(".").slice(0, 2).join(".");

test.each(SHAPES)("invented bearers %s leave a real client its verification without a limit", async (_, invent) => {
  onTheHour();
  const bearer = await aBearer(["verify"]);
  await reachLimit(THEIRS);
  await reachLimit(STRANGERS);
  for (let count = 0; count < INVENTED; count += 1) expect(await verify(STRANGERS, invent())).toBe("429 too_many_requests");
  expect(await verify(THEIRS, bearer)).toBe("200");
  for (let count = 0; count < INVENTED; count += 1) await verify(STRANGERS, invent());
  expect(await verify(THEIRS, bearer)).toBe("200");
});

test.each(SHAPES)("a client whose bearer has no tag verifies on beside invented bearers %s", async (_, invent) => {
  onTheHour();
  const bearer = untaggedOf(await aBearer(["verify"]));
  await reachLimit(THEIRS);
  await reachLimit(STRANGERS);
  for (let count = 0; count < INVENTED; count += 1) await verify(STRANGERS, invent());
  expect(await verify(THEIRS, bearer)).toBe("200");
  // Half a minute later the answer about the right is asked for again, and the stranger has used up the limit of this address too.
  vi.setSystemTime(Date.now() + 31_000);
  for (let count = 0; count < INVENTED; count += 1) await verify(THEIRS, invent());
  expect(await verify(THEIRS, bearer)).toBe("200");
});

test.each([
  ["with a tag", SHAPES[0][1], 0],
  ["without a tag", SHAPES[1][1], 10],
] as const)("%s they cost the clients' object a few calls per address and minute", async (_, invent, most) => {
  onTheHour();
  await reachLimit(STRANGERS);
  calls = 0;
  for (let count = 0; count < INVENTED; count += 1) await verify(STRANGERS, invent());
  for (let count = 0; count < INVENTED; count += 1) await send("/api/v1/facts", aFact(), STRANGERS, invent());
  expect(calls).toBe(most);
});

test("beyond its limit of bearers without a tag an address is told when to try again, and others are not", async () => {
  onTheHour();
  const [invent, fact] = [SHAPES[1][1], aFact()];
  const answers = [];
  for (let count = 0; count < 11; count += 1) answers.push(await send("/api/v1/facts", fact, STRANGERS, invent()));
  expect(answers).toEqual([...Array.from({ length: 10 }, () => "401 client_refused"), "429 too_many_requests"]);
  expect(await send("/api/v1/facts", fact, THEIRS, invent())).toBe("401 client_refused");
});

test("a client whose bearer has no tag enters as many facts as before", async () => {
  onTheHour();
  const bearer = untaggedOf(await aBearer(["facts"]));
  const answers = new Set<string>();
  for (let count = 0; count < 30; count += 1) answers.add(await send("/api/v1/facts", aFact(), THEIRS, bearer));
  expect([...answers]).toEqual(["200"]);
});
