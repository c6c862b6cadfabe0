/** Who names the address of a client, and the limit of 3,000 requests about logins per address and hour. Over HTTP. Source: persons-and-officers.md §4, findings S5 and S17. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Problem } from "../../../src/contract/problem.ts";
import deployed from "../../../src/worker.ts";
import { aPhone } from "../builders.ts";
import { behindProxy, byProxy, uses } from "../proxy.ts";
import { Visitor } from "../visitor.ts";

const LIMIT = 3000;
/** People who log in at the end of the hour. */
const LAST = 50;

/** Sends a request to log in, which costs no message. */
const guess = (headers: Readonly<Record<string, string>>) =>
  new Visitor().send("POST", "/api/v1/sessions", { phone: aPhone(), password: "000000" }, headers);

test("1,500 people behind one carrier's address log in within an hour, the last fifty here, and only the next request waits", async () => {
  await uses("203.0.113.7", LIMIT - 2 * LAST);
  await behindProxy(async () => {
    const from = byProxy("203.0.113.7");
    const logIn = async (): Promise<string> => {
      const [visitor, phone] = [new Visitor(), aPhone()];
      const sent = await visitor.refusal("POST", "/api/v1/otp", { phone }, from);
      if (sent !== "202") return sent;
      return visitor.refusal("POST", "/api/v1/sessions", { phone, password: await visitor.passwordOf(phone) }, from);
    };
    expect(new Set(await Promise.all(Array.from({ length: LAST }, logIn)))).toEqual(new Set(["201"]));
    const limited = await guess(from);
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(3000);
    expect((await guess(byProxy("203.0.113.8"))).status).toBe(401);
  });
});

test("a browser that is known to its number logs in from an address whose limit strangers have used up", async () => {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await uses("203.0.113.30", LIMIT);
  await behindProxy(async () => {
    const from = byProxy("203.0.113.30");
    expect((await guess(from)).status).toBe(429);
    expect(await visitor.refusal("POST", "/api/v1/otp", { phone }, from)).toBe("202");
    const password = await visitor.passwordOf(phone);
    expect(await visitor.refusal("POST", "/api/v1/sessions", { phone, password }, from)).toBe("201");
    expect(await visitor.refusal("POST", "/api/v1/otp", { phone: aPhone() }, from)).toBe("429 too_many_requests");
  });
});

test("the addresses of one line are counted as one", async () => {
  await uses("2001:db8:0:1::1", LIMIT);
  await behindProxy(async () => {
    expect((await guess(byProxy("2001:db8:0:1:ffff::9"))).status).toBe(429);
    expect((await guess(byProxy("2001:db8:0:2::1"))).status).toBe(401);
  });
});

test.each([
  ["writes the header of Cloudflare", (n: number) => ({ "cf-connecting-ip": `198.51.100.${n}` })],
  ["writes the header of proxies", (n: number) => ({ "x-forwarded-for": `198.51.100.${n}` })],
  ["writes the proxy's headers without its secret", (n: number) => ({ "x-yima-address": `198.51.100.${n}` })],
  ["writes them with a wrong secret", (n: number) => ({ ...byProxy(`198.51.100.${n}`), "x-yima-proxy": "x".repeat(37) })],
  ["writes nothing", () => ({})],
])("a client that %s shares one limit with all whose address nobody names", async (_, headers) => {
  await uses("", LIMIT);
  await behindProxy(async () => {
    expect([(await guess(headers(1))).status, (await guess(headers(2))).status]).toEqual([429, 429]);
  });
});

/** A request to the deployed build. @param changes settings and properties in addition to those of the tests */
async function ask(path: string, init: RequestInit<IncomingRequestCfProperties>, changes: object = {}): Promise<Response> {
  const request = new Request(`http://wuhan.localhost${path}`, init);
  return deployed.fetch(request, { ...env, ...changes }, createExecutionContext());
}

const LOGIN = { method: "POST", headers: { "x-yima": "1", "content-type": "application/json" } };

test("a deployed build without a proxy's secret, elsewhere than on Cloudflare, answers nothing and says why in the log", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const headers = { "cf-connecting-ip": "198.51.100.1" };
  for (const path of ["/healthz", "/openapi.json", "/api/v1/time", "/api/v1/me", "/.well-known/jwks.json"]) {
    const answer = await ask(path, { headers });
    expect([path, answer.status, (await answer.json<Problem>()).code]).toEqual([path, 500, "internal_error"]);
  }
  const verified = await ask("/api/v1/verify", { ...LOGIN, body: '{"code":"1"}' });
  expect(verified.status).toBe(500);
  expect(String(log.mock.lastCall?.[0])).toContain("YIMA_PROXY_SECRET is missing, and this is not Cloudflare");
  log.mockRestore();
});

test("a deployed build with a wrong setting answers nothing either", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const answer = await ask("/healthz", {}, { YIMA_PROXY_SECRET: "short" });
  expect([answer.status, String(log.mock.lastCall?.[0])]).toEqual([500, expect.stringContaining("at least 32 letters")]);
  log.mockRestore();
});

test("on Cloudflare its header names the client, and a client cannot play a proxy", async () => {
  await uses("198.51.100.77", LIMIT);
  const body = JSON.stringify({ phone: aPhone(), password: "000000" });
  const through = async (address: string, more: object = {}) =>
    (
      await ask("/api/v1/sessions", {
        ...LOGIN,
        body,
        headers: { ...LOGIN.headers, "cf-connecting-ip": address, ...more },
        cf: { colo: "WUH" } as IncomingRequestCfProperties,
      })
    ).status;
  expect(await through("198.51.100.77")).toBe(429);
  expect(await through("198.51.100.77", byProxy("198.51.100.1"))).toBe(429);
  expect(await through("198.51.100.78")).toBe(401);
});
