/** The members that an isolate has met: read from KV once, all of one moment, bounded whatever issuers codes name. */
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { checkCode } from "../../../src/routes/verify/check-code.ts";
import { fresherTrust, trustOf, trustWith } from "../../../src/routes/verify/trust.ts";
import { TRUST_BELIEVED_KEY, TRUST_KEYS_KEY, trustRowsKey } from "../../../src/storage/schema.ts";
import type { BelievedIssuer } from "../../../src/token/federation/believed.ts";
import { believedText } from "../../../src/token/federation/believed-text.ts";
import { notingKv, publishMoment } from "../believed.ts";
import { changed, type Region, regionAt } from "./region.ts";

const OWN = "4201" as IssuerCode;
const config = { ...readConfig(env), readsTrust: true };
const HEAD = `get ${TRUST_BELIEVED_KEY}`;
/** Later than this an isolate reads what all say again, after its answer. */
const RENEWED_MS = 10_001;

let now = Math.floor(Date.now() / 1000) * 1000;

const aRegion = (code: string, keyNumber = 1): Promise<Region> => regionAt(now, code, keyNumber);

/** 83 is in the shard of 51, 36 and 44 have shards of their own. */
const [r36, r44, r51, r83] = [await aRegion("36"), await aRegion("44"), await aRegion("51"), await aRegion("83")];
const ROWS = [r36, r44, r51, r83].map(({ row }) => row);

const { kv, taken, failIf } = notingKv();

function verifier() {
  const waiting: Promise<unknown>[] = [];
  const later = (work: Promise<unknown>): void => void waiting.push(work);
  return { asks: { env: { ...env, PUBLISHED: kv }, config, own: OWN, now, later }, waiting };
}

async function checked(code: string): Promise<string> {
  const { asks, waiting } = verifier();
  const check = await checkCode(asks, code);
  await Promise.all(waiting);
  return check.ok ? "valid" : check.refusal.code;
}

async function publish(rows: readonly BelievedIssuer[], expiresAt = now + 2 * DAY_MS) {
  return publishMoment(rows, { issuedAt: now, expiresAt });
}

/** Publishes a moment, and lets the isolate read it. */
async function moment(rows: readonly BelievedIssuer[]): Promise<readonly (string | null)[]> {
  const names = await publish(rows);
  now += RENEWED_MS;
  const { asks, waiting } = verifier();
  await trustOf(asks);
  await Promise.all(waiting);
  return names;
}

const rowsOf = (names: readonly (string | null)[], code: string): string => trustRowsKey(names[Number(code) % 32] ?? "");

beforeEach(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  failIf(() => false);
  // No member is in memory: the isolate meets all of them again.
  await moment([]);
  taken();
});
afterEach(() => void vi.restoreAllMocks());

test("a member is read with its shard when its first code comes, and then neither it nor its neighbours touch KV", async () => {
  const names = await moment(ROWS);
  taken();
  expect(await checked(await r51.code())).toBe("valid");
  expect(taken()).toEqual([`get ${rowsOf(names, "51")}`]);
  for (const region of [r51, r83, r51]) expect(await checked(await region.code())).toBe("valid");
  expect(trustOf(verifier().asks)).not.toBeInstanceOf(Promise);
  expect(taken()).toEqual([]);
  expect(await checked(await r36.code())).toBe("valid");
  expect(taken()).toEqual([`get ${rowsOf(names, "36")}`]);
});

test("several members are read at once, each shard once", async () => {
  await moment(ROWS);
  taken();
  const codes = ROWS.map(({ code }) => code);
  const trust = await trustWith(verifier().asks, codes);
  expect(codes.map((code) => trust.issuers.get(code)?.name.zh)).toEqual(["36", "44", "51", "83"]);
  expect(taken()).toHaveLength(3);
});

test("invented issuers read each shard that has members once, and take no memory of their own", async () => {
  await moment(ROWS);
  const codes = Array.from({ length: 9000 }, (_, index) => String(1000 + index) as IssuerCode).filter((code) => code !== OWN);
  taken();
  for (const code of codes) await trustWith(verifier().asks, [code]);
  expect(taken().filter((call) => call.startsWith("get trust/rows/"))).toHaveLength(3);
  const trust = await trustOf(verifier().asks);
  expect([...trust.issuers.keys()].toSorted()).toEqual(["36", "4201", "44", "51", "83"].toSorted());
  const invented = await aRegion("9999");
  for (let times = 0; times < 20; times += 1) expect(await checked(await invented.code())).toBe("issuer_unknown");
  // One early renewal in ten seconds.
  expect(taken().length).toBeLessThanOrEqual(1);
});

test("all members are those of one moment: who is suspended, removed or has another key is so at once for every shard in memory", async () => {
  await moment(ROWS);
  for (const region of [r36, r44, r51, r83]) expect(await checked(await region.code())).toBe("valid");
  const kept = await (await trustOf(verifier().asks)).issuers.get(r83.row.code)?.keys.get(1)?.publicKey();
  const other = await aRegion("51", 2);
  taken();
  const names = await moment([changed(r36, { isSuspended: true }), other.row, r83.row]);
  // In the background, before any code.
  expect(taken().toSorted()).toEqual([HEAD, `get ${rowsOf(names, "36")}`, `get ${rowsOf(names, "51")}`].toSorted());
  expect(await checked(await r36.code())).toBe("issuer_suspended");
  expect(await checked(await r44.code())).toBe("issuer_unknown");
  expect(await checked(await r51.code())).toBe("key_unknown");
  expect(await checked(await other.code())).toBe("valid");
  expect(await checked(await r83.code())).toBe("valid");
  expect(await (await trustOf(verifier().asks)).issuers.get(r83.row.code)?.keys.get(1)?.publicKey()).toBe(kept);
});

test("a state without changes renews the end of all and reads no rows", async () => {
  await moment(ROWS);
  expect(await checked(await r51.code())).toBe("valid");
  taken();
  await moment(ROWS);
  expect(taken()).toEqual([HEAD]);
  await publish(ROWS, now + RENEWED_MS);
  now += RENEWED_MS;
  await checked(await r51.code());
  expect(await checked(await r51.code())).toBe("trust_expired");
});

test("rows of an earlier moment are not believed when the later ones cannot be read: a gate asks, and KV is asked again after ten seconds", async () => {
  await moment(ROWS);
  expect(await checked(await r36.code())).toBe("valid");
  failIf((call) => call.startsWith("get trust/rows/"));
  const names = await moment([changed(r36, { isSuspended: true }), r51.row]);
  const read = `get ${rowsOf(names, "36")}`;
  taken();
  for (let times = 0; times < 10; times += 1) expect(await checked(await r36.code())).toBe("trust_expired");
  expect(taken().filter((call) => call === read)).toHaveLength(1);
  now += RENEWED_MS;
  expect(await checked(await r36.code())).toBe("trust_expired");
  failIf(() => false);
  now += RENEWED_MS;
  expect(await checked(await r36.code())).toBe("issuer_suspended");
});

test("what an isolate has in memory may name rows that are gone: it reads what all say anew before it answers", async () => {
  const names = await moment(ROWS);
  const next = await aRegion("51", 2);
  await publish([next.row]);
  for (const code of ["51", "36"]) await env.PUBLISHED.delete(rowsOf(names, code));
  now += RENEWED_MS - 2;
  taken();
  expect(await checked(await next.code())).toBe("valid");
  expect(taken()).toContain(HEAD);
  expect(await checked(await r36.code())).toBe("issuer_unknown");
});

test("a met member does not delay the next reading of what all say", async () => {
  await moment(ROWS);
  const suspended = changed(r51, { isSuspended: true });
  expect(await checked(await r51.code())).toBe("valid");
  await publish([r36.row, r44.row, suspended]);
  for (const region of [r36, r44]) {
    now += 5001;
    await checked(await region.code());
  }
  expect(await checked(await r51.code())).toBe("issuer_suspended");
});

test("a key that is new since the last reading is found by an early renewal", async () => {
  await moment(ROWS);
  const next = await aRegion("51", 2);
  now += RENEWED_MS - 2;
  await publish([next.row]);
  const trust = await fresherTrust(verifier().asks, [next.row.code]);
  expect([...(trust.issuers.get(next.row.code)?.keys.keys() ?? [])]).toEqual([2]);
});

test("the value of an earlier release is read until there is one of this release", async () => {
  await env.PUBLISHED.delete(TRUST_BELIEVED_KEY);
  const earlier = async (rows: readonly BelievedIssuer[]) => {
    const metadata = { issuedAt: now, expiresAt: now + DAY_MS };
    await env.PUBLISHED.put(TRUST_KEYS_KEY, believedText(rows), { metadata });
    now += RENEWED_MS;
    await checked(await r51.code());
  };
  await earlier(ROWS);
  for (const region of [r36, r51, r83]) expect(await checked(await region.code())).toBe("valid");
  await earlier([changed(r36, { isSuspended: true }), r51.row]);
  expect(await checked(await r36.code())).toBe("issuer_suspended");
  expect(await checked(await r83.code())).toBe("issuer_unknown");
  await moment([r83.row]);
  expect(await checked(await r36.code())).toBe("issuer_unknown");
  expect(await checked(await r83.code())).toBe("valid");
  await env.PUBLISHED.delete(TRUST_KEYS_KEY);
});
