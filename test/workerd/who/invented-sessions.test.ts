/** Session tokens that nobody was ever given cost the accounts' objects no call, or a few per address if they have the form of an earlier release. Source: attack S15, decision 60. */
import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "../../../src/routes/app.ts";
import { newSessionToken, SESSION_COOKIE } from "../../../src/routes/who/sessions.ts";
import { sha256 } from "../../../src/token/secret/sha256.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const [THEIRS, STRANGERS] = ["192.0.2.8", "203.0.113.10"];
/** The tokens without a tag, of no session, that one address may present per minute. */
const LIMIT = 120;
const app = createApp(
  () => ({ send: async () => true }),
  (request) => request.headers.get("x-address") ?? "",
);

let calls = 0;
const settings = {
  ...env,
  ACCOUNTS: new Proxy(env.ACCOUNTS, {
    get(namespace, property) {
      if (property === "getByName") calls += 1;
      const value: unknown = Reflect.get(namespace, property);
      return typeof value === "function" ? value.bind(namespace) : value;
    },
  }),
};

afterEach(() => {
  vi.restoreAllMocks();
});

async function me(address: string, token: string, method = "GET", path = "/api/v1/me"): Promise<string> {
  const headers = { "x-address": address, "x-yima": "1", cookie: `${SESSION_COOKIE}=${token}` };
  const answer = await app.fetch(
    new Request(`http://wuhan.localhost${path}`, { method, headers }),
    settings,
    createExecutionContext(),
  );
  return answer.ok ? String(answer.status) : `${answer.status} ${(await answer.json<{ code: string }>()).code}`;
}

const withTag = (token: string) => `${token}.${"A".repeat(22)}`;
const tokenOf = ({ cookie }: Visitor) => cookie?.split("=")[1] ?? "";

/** Gives an account the session that a login of an earlier release would have begun: its token has no tag. */
async function earlierSession(): Promise<string> {
  const visitor = await new Visitor().logIn(aPhone());
  const token = tokenOf(visitor).split(".").slice(0, 2).join(".");
  const hashes = [await sha256(token), await sha256(tokenOf(visitor))] as const;
  const shard = Number.parseInt(token.split(".")[0] ?? "", 16);
  await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${shard}`), (_, { storage }) => {
    storage.sql.exec("UPDATE sessions SET hash = ? WHERE hash = ?", ...hashes);
  });
  return token;
}

test.each([
  ["GET", "/api/v1/me"],
  ["POST", `/api/v1/communities/${COMMUNITY}/passes`],
  ["GET", "/api/v1/sessions/current"],
])("an invented tag costs no call: %s %s", async (method, path) => {
  calls = 0;
  for (let count = 0; count < 200; count += 1) await me(STRANGERS, withTag(newSessionToken(count % 16)), method, path);
  expect(calls).toBe(0);
});

test("a new session has a tag; without it, or with another one, it is none", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const token = tokenOf(visitor);
  expect(token).toMatch(/^[0-9a-f]\.[\w-]{32}\.[\w-]{22}$/);
  const text = token.slice(0, token.lastIndexOf("."));
  expect([await me(THEIRS, token), await me(THEIRS, text), await me(THEIRS, withTag(text))]).toEqual([
    "200",
    "401 not_logged_in",
    "401 not_logged_in",
  ]);
});

test("invented tokens in the form of an earlier release end at a limit of the address, and leave others their sessions", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const [earlier, { cookie }] = [await earlierSession(), await new Visitor().logIn(aPhone())];
  calls = 0;
  const answers = [];
  for (let count = 0; count < LIMIT + 5; count += 1) answers.push(await me(STRANGERS, newSessionToken(count % 16)));
  expect(answers.slice(0, LIMIT).every((answer) => answer === "401 not_logged_in")).toBe(true);
  // Not "not logged in", which the page would believe of a good session at the same address.
  expect(answers.slice(LIMIT)).toEqual(Array.from({ length: 5 }, () => "503 busy"));
  expect(calls).toBe(LIMIT);
  expect(log).toHaveBeenCalled();
  expect([await me(THEIRS, earlier), await me(STRANGERS, cookie?.split("=")[1] ?? "")]).toEqual(["200", "200"]);
});

test("a session of an earlier release is used as often as before", async () => {
  const earlier = await earlierSession();
  const answers = new Set<string>();
  for (let count = 0; count < 2 * LIMIT; count += 1) answers.add(await me(THEIRS, earlier));
  expect([...answers]).toEqual(["200"]);
});
