/** The entry: which member of the register serves a place, by the longest code; suspended members and ended files are not offered. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StateTimes } from "../../../src/storage/trust.ts";
import type { BelievedIssuer } from "../../../src/token/federation/believed.ts";
import { publishMoment } from "../believed.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { Visitor } from "../visitor.ts";

const HOUR_MS = 3_600_000;
/** Later than this an isolate reads the members again, after its answer. */
const RENEWED_MS = 31_000;
const ROOT = JSON.stringify({ payload: "AQ", signatures: [{}] });
const ONLINE = JSON.stringify({ kty: "EC", crv: "P-256", kid: "0.online", d: "AQ" });
/** A community of Qingshan, in Wuhan. */
const QINGSHAN = "420107001002";
const WUHAN = { issuer: "4201", origin: "https://wuhan.example.cn", name: { zh: "4201", en: "4201" }, mode: "A" };
const HUBEI = { issuer: "42", origin: "https://hubei.example.cn", name: { zh: "42", en: "42" }, mode: "B" };
const NATION = "https://code.example.cn";

let clock = Date.now();

interface Answer {
  readonly nation: string | null;
  readonly regions: readonly unknown[];
}

beforeEach(() => {
  clock += RENEWED_MS;
  vi.useFakeTimers({ toFake: ["Date"], now: clock });
});
afterEach(() => {
  vi.useRealTimers();
});

function aMember(code: string, host: string, mode: BelievedIssuer["mode"] = "A", membership: object = {}): BelievedIssuer {
  const limits = { from: 0, until: null, statedUntil: clock + 24 * HOUR_MS, isSuspended: false };
  return {
    code: code as IssuerCode,
    origin: `https://${host}.example.cn`,
    name: { zh: code, en: code },
    mode,
    membership: { ...limits, maxLifetimeMinutes: { live: 1440, paper: 1440 }, ...membership },
    jwks: { keys: [] },
  };
}

function members(wuhan: object = {}): readonly BelievedIssuer[] {
  return [aMember("0", "code"), aMember("42", "hubei", "B"), aMember("4201", "wuhan", "A", wuhan), aMember("44", "guangdong")];
}

/** Publishes members, and waits until the isolate has read them. */
async function register(rows: readonly BelievedIssuer[], times: Partial<StateTimes> = {}): Promise<void> {
  Object.assign(env, { YIMA_TRUST_ROOT: ROOT, YIMA_ONLINE_KEY: ONLINE });
  await publishMoment(rows, { issuedAt: clock, expiresAt: clock + HOUR_MS, ...times });
  await at("");
  await new Promise((done) => setTimeout(done, 50));
}

function at(query: string, host = "localhost"): Promise<Answer> {
  return new Visitor(host).ask("GET", `/api/v1/regions${query}`);
}

test("without a pinned root no member is known", async () => {
  expect(await at("")).toEqual({ nation: null, regions: [] });
  expect(await at(`?place=${QINGSHAN}`)).toEqual({ nation: null, regions: [] });
});

test("a place is served by the member with the longest code that begins it, on every host, and nobody else is", async () => {
  await register(members());
  for (const host of ["localhost", "wuhan.localhost", "hubei.localhost"])
    expect(await at(`?place=${QINGSHAN}`, host)).toEqual({ nation: NATION, regions: [WUHAN] });
  expect(await at("?place=4201")).toEqual({ nation: NATION, regions: [WUHAN] });
  expect(await at("?place=420500")).toEqual({ nation: NATION, regions: [HUBEI] });
  expect(await at("?place=42")).toEqual({ nation: NATION, regions: [HUBEI] });
  expect(await at("?place=110101")).toEqual({ nation: NATION, regions: [] });
});

test("without a place all members are listed, and anybody may keep the answer for five minutes", async () => {
  await register(members());
  const answer = await new Visitor("localhost").send("GET", "/api/v1/regions");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  const { nation, regions } = await answer.json<{ nation: string; regions: { issuer: string }[] }>();
  expect([nation, regions.map(({ issuer }) => issuer)]).toEqual([NATION, ["42", "4201", "44"]]);
});

const NOT_BELIEVED: readonly (readonly [string, object])[] = [
  ["that is suspended", { isSuspended: true }],
  ["that begins tomorrow", { from: Date.now() + 24 * HOUR_MS }],
  ["that has left", { until: Date.now() }],
  ["whose statement has ended", { statedUntil: Date.now() }],
];

test.each(NOT_BELIEVED)("a member %s is not offered: the next one that serves the place is", async (_, wuhan) => {
  await register(members(wuhan));
  expect(await at(`?place=${QINGSHAN}`)).toEqual({ nation: NATION, regions: [HUBEI] });
});

test("after the end of the state nobody is offered, and no way back", async () => {
  await register(members());
  vi.setSystemTime(clock + HOUR_MS);
  expect(await at("")).toEqual({ nation: null, regions: [] });
});

const NO_PLACES = ["", "0", "4", "42010", "4201070010021", "４２", "42x", "%2F%2Fevil.example"];

test.each([...NO_PLACES, "5,000 digits"])("the place “%s” is no code of a division and is refused", async (named) => {
  const place = named === "5,000 digits" ? "42".repeat(2500) : named;
  expect(await new Visitor("localhost").refusal("GET", `/api/v1/regions?place=${place}`)).toMatch(/^400 bad_request/);
});

test("an unknown parameter is refused: no address can be handed in", async () => {
  const refused = await new Visitor("localhost").refusal("GET", "/api/v1/regions?place=42&to=https://evil.example");
  expect(refused).toMatch(/^400 bad_request/);
});
