/** The built worker logs people in at a provider by another author (oidc-provider), over a real network; and what the network can do to it: silence, slowness, and a deployed build without TLS. */
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { me } from "../../src/contract/people.ts";
import { sessionResponse } from "../../src/contract/session.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { type IndependentProvider, openProvider } from "../support/independent-provider.ts";
import { issuersOfToml } from "../support/issuers.ts";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";

const PERSON = {
  sub: "suxin",
  name: "尹素心",
  id_type: "10",
  id_number: "420107198804121057",
  phone_number: "+8613900000001",
};

let provider: IndependentProvider;
let running: Running;

beforeAll(async () => {
  provider = await openProvider();
  const providers = [provider.setting, provider.settingByKey];
  running = await startRunning({ bindings: { YIMA_ISSUERS: wuhanWith(providers), OIDC_SECRETS: provider.secrets } });
  await provider.serve([PERSON], [`http://wuhan.localhost:${running.port}/login/provider`]);
});
afterAll(async () => {
  await running.dispose();
  await provider.close();
});

const wuhanWith = (providers: readonly object[]) =>
  issuersOfToml((issuers) => issuers.map((one) => (one["code"] === "4201" ? { ...one, providers } : one)));

const begin = async (visitor: Visitor, id = provider.setting.id): Promise<string> =>
  (await visitor.ask("POST", "/api/v1/logins", z.object({ url: z.string() }), { provider: id })).url;

/** Follows the provider's pages as a browser does, clicks the link with these words, and stops at the address of return. */
async function follow(address: string, words: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let steps = 0; steps < 10; steps += 1) {
    const answer = await fetch(at, {
      redirect: "manual",
      headers: { cookie: [...cookies.values()].join("; ") },
    });
    for (const cookie of answer.headers.getSetCookie()) cookies.set(cookie.split("=")[0] ?? "", cookie.split(";")[0] ?? "");
    const location = answer.headers.get("location");
    const link = new RegExp(`href="([^"]+)">${words}<`).exec(await answer.text())?.[1];
    at = new URL(location ?? link ?? "", at).href;
    if (new URL(at).pathname === "/login/provider") return new URL(at).search.slice(1);
  }
  throw new Error("the provider never sends the browser back");
}

const answerOf = async (visitor: Visitor, query: string) => {
  const { status, text } = await visitor.send("POST", "/api/v1/logins/answer", { query });
  return status === 201 ? sessionResponse.parse(JSON.parse(text)) : `${status} ${JSON.parse(text).code}`;
};

test("a person logs in at the provider, and is logged in here under their phone number", async () => {
  const visitor = running.visitor();
  const query = await follow(await begin(visitor), "suxin 刷脸登录");
  expect(await answerOf(visitor, query)).toEqual({ expiresAt: expect.any(String) });
  const account = await visitor.ask("GET", "/api/v1/me", me);
  expect(account).toMatchObject({ maskedPhone: "139*****001", login: { provider: { zh: "鄂汇办" }, closesOffices: false } });
  expect(account.people).toMatchObject([{ relation: "self", maskedName: "尹**", proof: { level: "holder" } }]);
});

test("the deployment proves itself by a private key where the provider wants one", async () => {
  const visitor = running.visitor();
  const query = await follow(await begin(visitor, provider.settingByKey.id), "suxin 刷脸登录");
  expect(await answerOf(visitor, query)).toEqual({ expiresAt: expect.any(String) });
});

test("a login with the password alone does not reach the level", async () => {
  const visitor = running.visitor();
  const query = await follow(await begin(visitor), "suxin 密码登录");
  expect(await answerOf(visitor, query)).toBe("403 acr_too_low");
});

test("a person who cancels there is not logged in here", async () => {
  const visitor = running.visitor();
  expect(await answerOf(visitor, await follow(await begin(visitor), "取消"))).toBe("403 provider_refused");
});

test("a code counts once, also in the browser that began the login", async () => {
  const visitor = running.visitor();
  const query = await follow(await begin(visitor), "suxin 刷脸登录");
  await answerOf(visitor, query);
  expect(await answerOf(visitor, query)).toBe("401 login_not_begun");
});

test("a code of another login does not fit to this browser's verifier", async () => {
  const [person, stranger] = [running.visitor(), running.visitor()];
  const theirs = new URLSearchParams(await follow(await begin(stranger), "suxin 刷脸登录"));
  const own = new URLSearchParams(await follow(await begin(person), "suxin 刷脸登录"));
  own.set("code", theirs.get("code") ?? "");
  expect(await answerOf(person, `${own}`)).toBe("401 login_not_begun");
});

type Listener = Parameters<typeof createServer>[1];

/** Runs an act with settings whose provider is this server, below each of these paths. */
async function withServer<T>(
  listener: Listener,
  paths: readonly string[],
  act: (bindings: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const server: Server = createServer(listener ?? (() => undefined));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const providers = paths.map((id) => ({ ...provider.setting, id, clientId: id, issuer: `http://127.0.0.1:${port}/${id}` }));
  try {
    return await act({
      YIMA_ISSUERS: wuhanWith(providers),
      OIDC_SECRETS: JSON.stringify(Object.fromEntries(paths.map((id) => [id, { secret: "secret" }]))),
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const beginAt = async (system: Running, id: string) => {
  const { status, text } = await system.visitor().send("POST", "/api/v1/logins", { provider: id });
  return `${status} ${JSON.parse(text).code}`;
};

const badManners: Listener = (request, response) => {
  if (request.url?.startsWith("/hangs-up/") === true) request.socket.destroy();
  if (request.url?.startsWith("/never-ends/") === true)
    response.writeHead(200, { "content-type": "application/json" }).write("{");
};

test("a provider that never answers, never ends its answer, or hangs up costs a person ten seconds at most", async () => {
  const ids = ["silent", "never-ends", "hangs-up"];
  await withServer(badManners, ids, async (bindings) => {
    const system = await startRunning({ bindings });
    try {
      const since = performance.now();
      const answers = await Promise.all(ids.map((id) => beginAt(system, id)));
      expect(answers).toEqual(ids.map(() => "503 provider_not_answering"));
      // The machine may be loaded; without a time limit there is no answer at all.
      expect(performance.now() - since).toBeLessThan(60_000);
    } finally {
      await system.dispose();
    }
  });
});

test("a deployed build sends no request to a provider without TLS", async () => {
  let requests = 0;
  const listener: Listener = (_, response) => {
    requests += 1;
    response.end("{}");
  };
  await withServer(listener, ["plain"], async (bindings) => {
    const system = await startRunning({ ...DEPLOYED, bindings: { ...DEPLOYED.bindings, ...bindings } });
    try {
      expect(await beginAt(system, "plain")).toBe("502 provider_answer_malformed");
    } finally {
      await system.dispose();
    }
  });
  expect(requests).toBe(0);
});
