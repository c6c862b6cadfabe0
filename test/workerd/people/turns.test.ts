/** When a division's colours are hidden or shown (closed management, its end, the switch to colours), every verifier refuses older codes and phones learn of it; on the real worker. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { STATUS, statusAt, statusListOf } from "../../../src/domain/code/status.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { PROPAGATION_MS } from "../../../src/domain/colour/showing-change.ts";
import { statusHere } from "../../../src/routes/verify/check-code.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { signStatusList } from "../../../src/token/status/status-list.ts";
import { aTrust, NOW, signingKey, someClaims } from "../../support/code.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { fetched, published } from "../verify/fetched-list.ts";
import { agreed, anOfficer } from "../officer.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const WUHAN = "wuhan.localhost";
const WUHAN_CODE = "4201" as IssuerCode;
const SECOND = 1000;
const HOUR = 3_600_000;
/** Every phone has heard of a turn (a change of the showing of colours) after this time. */
const ANNOUNCED_MS = 30 * SECOND;
const instant = (ms: number) => new Date(ms).toISOString();

let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  ({ visitor: first } = await anOfficer(HUBEI, "42"));
  ({ visitor: second } = await anOfficer(HUBEI, "42"));
});

/** Runs an act with the clock of worker and objects at a moment. */
async function at<T>(moment: number, act: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["Date"], now: moment });
  try {
    return await act();
  } finally {
    vi.useRealTimers();
  }
}

async function aResident(host = HUBEI) {
  const visitor = await new Visitor(host).logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  await visitor.declare(person);
  /** Issues a code at a moment, and waits until its status list is published. */
  const shows = async (moment: number): Promise<ShownCode> => {
    const shown = await at(moment, () => visitor.show(person));
    await published(entryOf(shown).list, host === HUBEI ? "42" : "4201");
    return shown;
  };
  return { visitor, shows };
}

/** The two officers agree, at a moment, that closed management ends at that moment. */
function ended(change: Readonly<Record<string, unknown>>, moment: number) {
  return at(moment, () => agreed(second, first, { change: { ...change, until: instant(moment) }, reason: "outbreak_over" }));
}

/** The name of a code's status list, and the index of its entry there. */
function entryOf({ jws }: ShownCode): { readonly list: string; readonly index: number } {
  const read = readCredential(jws);
  if (!read.ok) throw new Error(read.refusal.code);
  return { list: statusListOf(read.value.claims), index: read.value.claims.statusIndex };
}

/** The colour or refusal that another issuer's verifier answers to a code, and the code's entry in its published status list. */
async function elsewhere(shown: ShownCode, issuer = "42"): Promise<string> {
  const code = await liveCode(shown.jws, shown.deviceKey, Date.now());
  const verified = await new Visitor(issuer === "42" ? WUHAN : HUBEI).ask<VerifyResponse>("POST", "/api/v1/verify", { code });
  const { list, index } = entryOf(shown);
  const entry = statusAt(await fetched(list, issuer === "42" ? HUBEI : WUHAN, issuer), index);
  return `${verified.valid ? verified.colour : verified.refusal.code}, entry ${entry}`;
}

test("a closure that was approved in advance revokes, at its moment, every older code in its division, and no other", async () => {
  const { shows } = await aResident();
  const now = Date.now();
  const before = await shows(now);
  const change = { kind: "closed_management", division: COMMUNITY.slice(0, 9), from: instant(now + HOUR), until: null };
  await agreed(first, second, { change });
  expect(await elsewhere(before)).toBe("green, entry 0");
  const turn = Math.ceil((now + HOUR) / SECOND) * SECOND;
  expect(await at(turn - 1, () => elsewhere(before))).toBe("green, entry 0");
  expect(await at(turn, () => elsewhere(before))).toBe("revoked, entry 1");
  const after = await shows(turn + SECOND);
  expect(await at(turn + 2 * SECOND, () => elsewhere(after))).toBe("grey, entry 0");
  expect(await at(turn + 2 * PROPAGATION_MS, () => elsewhere(after))).toBe("grey, entry 0");
  await ended(change, turn + 3 * PROPAGATION_MS);
});

test("a closure from its approval on revokes at once where it is known, and its end revokes the grey codes", async () => {
  const start = Date.now() + 10 * HOUR;
  const { shows } = await aResident();
  const green = await shows(start);
  const change = { kind: "closed_management", division: COMMUNITY, from: instant(start), until: null };
  const approved = start + 2 * SECOND;
  await at(approved, () => agreed(first, second, { change }));
  expect(await at(approved, () => elsewhere(green))).toBe("revoked, entry 1");
  const grey = await shows(approved + SECOND);
  expect(await at(approved + SECOND, () => elsewhere(grey))).toBe("grey, entry 0");
  const end = approved + 2 * PROPAGATION_MS;
  await ended(change, end);
  expect(await at(end + SECOND, () => elsewhere(grey))).toBe("revoked, entry 1");
  const again = await shows(end + PROPAGATION_MS + SECOND);
  expect(await at(end + 2 * PROPAGATION_MS, () => elsewhere(again))).toBe("green, entry 0");
});

test("a code from a shard that had not heard of the approval is revoked within the minute", async () => {
  const start = Date.now() + 20 * HOUR;
  const { shows } = await aResident();
  const change = { kind: "closed_management", division: COMMUNITY, from: instant(start), until: null };
  await at(start, () => agreed(first, second, { change }));
  const late = await shows(start + 5 * SECOND);
  expect(await at(start + 6 * SECOND, () => elsewhere(late))).toBe("grey, entry 0");
  expect(await at(start + PROPAGATION_MS + SECOND, () => elsewhere(late))).toBe("revoked, entry 1");
  expect(PROPAGATION_MS + SECOND).toBeLessThan(60 * SECOND);
  await ended(change, start + 2 * PROPAGATION_MS);
});

test("the switch to colours revokes the codes without them, and needs no new declaration", async () => {
  const start = Date.now() + HOUR;
  const { shows } = await aResident(WUHAN);
  const [one, other] = [await anOfficer(), await anOfficer()];
  const colourless = await shows(Date.now());
  const change = { kind: "colours_switch", from: instant(start) };
  await agreed(one.visitor, other.visitor, { change, reason: "unified_standard" });
  expect(await elsewhere(colourless, "4201")).toBe("none, entry 0");
  const moment = start + SECOND;
  expect(await at(moment, () => elsewhere(colourless, "4201"))).toBe("revoked, entry 1");
  const coloured = await shows(moment);
  expect(await at(moment, () => elsewhere(coloured, "4201"))).toBe("green, entry 0");
});

test("the phones of the division show the revocation within half a minute, and other phones never", async () => {
  const start = Date.now() + 50 * HOUR;
  const { visitor } = await aResident();
  const revokedAt = async () => (await visitor.me()).people[0]?.revokedAt;
  const change = { kind: "closed_management", division: "420106", from: instant(start + HOUR), until: null };
  await at(start, () => agreed(first, second, { change }));
  expect(await at(start + 2 * HOUR, revokedAt)).toBeNull();
  const here = { ...change, division: COMMUNITY, from: instant(start + HOUR) };
  // KV allows one write per second to a key.
  await at(start + 2 * SECOND, () => agreed(first, second, { change: here }));
  const turn = Math.ceil((start + HOUR) / SECOND) * SECOND;
  expect(await at(turn - 1, revokedAt)).toBeNull();
  expect(await at(turn + ANNOUNCED_MS, revokedAt)).toBe(instant(turn));
  // A day after the turn no code issued before it is valid, so there is nothing left to revoke.
  expect(await at(turn + 25 * HOUR, revokedAt)).toBeNull();
});

test("without an answer of KV about turns, valid codes are unchecked, and revoked ones stay revoked", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const config = readConfig(env);
  const list = "420107001009-20200302";
  const key = { number: 7, privateKey: await signingKey("4201.7") };
  const content = { issuer: WUHAN_CODE, list, bits: Uint8Array.of(0b01_00), issuedAt: NOW, expiresAt: NOW + 2 * 86_400_000 };
  const inKv = { value: await signStatusList(content, key), metadata: null };
  const kv = { get: () => Promise.reject(new Error("down")), getWithMetadata: () => Promise.resolve(inKv) };
  const source = { env: { ...env, PUBLISHED: kv as unknown as KVNamespace }, config, trust: aTrust(), now: NOW, later: () => {} };
  const status = (statusIndex: number) => statusHere(source)(someClaims({ community: "420107001009", statusIndex }));
  expect([await status(0), await status(1)]).toEqual([undefined, STATUS.revoked]);
  expect(log).toHaveBeenCalledTimes(2);
  log.mockRestore();
});
