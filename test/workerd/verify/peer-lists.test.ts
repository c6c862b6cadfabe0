/** The status lists of an issuer of another deployment that answers, and then does not, for isolates that have met the issuer and for new ones. docs/trust.md §8. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { statusListOf } from "../../../src/domain/code/status.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import type * as Lists from "../../../src/routes/verify/status-lists.ts";
import { signStatusList } from "../../../src/token/status/status-list.ts";
import { aTrust, signingKey, someClaims } from "../../support/code.ts";

const WUHAN = "4201" as IssuerCode;
const ORIGIN = "https://code.wuhan.example.cn";
const SECOND = 1000;
/** The tests' KV has the clock of the machine. */
const START = Math.floor(Date.now() / SECOND) * SECOND;
const END = START + 2 * DAY_MS;
const LIST_TYPE = "application/statuslist+jwt";
const own = aTrust();
const believed = own.issuers.get(WUHAN);
if (believed === undefined) throw new Error("the issuer is believed");
const keys = new Map([...believed.keys].map(([number, key]) => [number, { ...key, notAfter: END }]));
const trust = { ...own, issuers: new Map([[WUHAN, { ...believed, keys, origin: ORIGIN }]]) };
/** The issuer is of another deployment. */
const config = { ...readConfig(env), byCode: new Map() };

let communities = 0;
let isolate: typeof Lists;
let calls: string[] = [];

/** The tests' KV, whose calls are noted. */
const kv = new Proxy(env.PUBLISHED, {
  get(target, name) {
    const method: unknown = Reflect.get(target, name);
    if (typeof method !== "function") return method;
    return (...given: readonly [string, ...unknown[]]): unknown => {
      calls.push(`${String(name)} ${given[0].split("/")[0]}`);
      return Reflect.apply(method, target, given);
    };
  },
});

async function newIsolate(): Promise<void> {
  vi.resetModules();
  isolate = await import("../../../src/routes/verify/status-lists.ts");
}

beforeEach(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  await newIsolate();
});
afterEach(() => void vi.restoreAllMocks());

/** A list of a community that no other test uses, at a host that the test plays. */
async function aPeer() {
  communities += 1;
  const claims = someClaims({ community: `42010701300${communities}`, statusIndex: 5, issuedAt: START });
  const list = statusListOf(claims);
  const key = { number: 7, privateKey: await signingKey("4201.7") };
  let [token, asked, answers, type] = ["", 0, true, LIST_TYPE];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    asked += 1;
    expect(input).toBe(`${ORIGIN}/status/${list}`);
    if (!answers) throw new TypeError("no network");
    return new Response(token, { headers: { "content-type": type } });
  });
  const publish = async (status: 0 | 1, issuedAt = START) => {
    const bits = Uint8Array.of(0, status << 2);
    token = await signStatusList({ issuer: WUHAN, list, bits, issuedAt, expiresAt: END }, key);
  };
  const sourceAt = (second: number, behind: Promise<unknown>[]) => {
    const now = START + second * SECOND;
    return { env: { ...env, PUBLISHED: kv }, config, trust, now, later: (work: Promise<unknown>) => void behind.push(work) };
  };
  await publish(0);
  return {
    publish,
    asked: () => asked,
    fall: () => void (answers = false),
    serveAs: (other: string) => void (type = other),
    /** The status that the isolate finds, and what it has done in KV until all its work has ended. */
    async at(second: number) {
      const behind: Promise<unknown>[] = [];
      calls = [];
      const status = await isolate.statusFrom(sourceAt(second, behind))(claims);
      for (let work = behind.shift(); work !== undefined; work = behind.shift()) await work;
      return { status, kv: calls };
    },
    async textAt(second: number) {
      const text = await isolate.listText(sourceAt(second, []), { issuer: WUHAN, list });
      return text === undefined ? "unanswered" : text === token ? "the list" : text;
    },
  };
}

const LOOK = "getWithMetadata peer-status";
const WRITE = "put peer-status";

test("a list that has come is copied to KV after the answer, once, and a warm isolate touches no KV", async () => {
  const peer = await aPeer();
  expect(await peer.at(0)).toEqual({ status: 0, kv: [LOOK, WRITE] });
  for (let second = 1; second < 60; second += 1) expect(await peer.at(second)).toEqual({ status: 0, kv: [] });
  expect(peer.asked()).toBe(5);
  await newIsolate();
  expect(await peer.at(60)).toEqual({ status: 0, kv: [LOOK] });
});

test("a revocation is copied with the list that has it, and an earlier list does not take its place", async () => {
  const peer = await aPeer();
  await peer.at(0);
  await peer.publish(1, START + SECOND);
  // The list in memory is renewed after the answer.
  expect(await peer.at(13)).toMatchObject({ status: 0, kv: [LOOK, WRITE] });
  await newIsolate();
  await peer.publish(0);
  expect(await peer.at(14)).toMatchObject({ kv: [LOOK] });
  peer.fall();
  await newIsolate();
  expect(await peer.at(600)).toMatchObject({ status: 1, kv: [LOOK] });
});

test("a new isolate learns from KV that a code is revoked while the host does not answer, for ever, and that one is valid for 30 s", async () => {
  const revoked = await aPeer();
  await revoked.publish(1);
  expect(await revoked.at(0)).toMatchObject({ status: 1 });
  revoked.fall();
  for (const second of [20, 30, 31, 3600]) {
    await newIsolate();
    expect((await revoked.at(second)).status).toBe(1);
  }
  const again = await aPeer();
  expect(await again.at(0)).toMatchObject({ status: 0 });
  again.fall();
  for (const [second, status, text] of [
    [20, 0, "the list"],
    [30, 0, "the list"],
    [31, undefined, "unanswered"],
  ] as const) {
    await newIsolate();
    expect((await again.at(second)).status).toBe(status);
    expect(await again.textAt(second)).toBe(text);
  }
});

test("while a host does not answer it is asked, and KV read, at most once in 10 s", async () => {
  const peer = await aPeer();
  await peer.at(0);
  peer.fall();
  await newIsolate();
  const reads: string[] = [];
  for (let second = 40; second < 80; second += 1) reads.push(...(await peer.at(second)).kv);
  expect(reads.length).toBeLessThanOrEqual(4);
  expect(peer.asked()).toBeLessThanOrEqual(1 + 4);
});

test("a list that the issuer has not signed, and one that comes as a page, are neither believed nor copied", async () => {
  const peer = await aPeer();
  peer.serveAs("text/html");
  expect(await peer.at(0)).toEqual({ status: undefined, kv: [LOOK] });
  const forged = await aPeer();
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("a.b.c", { headers: { "content-type": LIST_TYPE } }));
  expect(await forged.at(20)).toEqual({ status: undefined, kv: [] });
});
