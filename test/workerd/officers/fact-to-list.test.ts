/**
 * A fact in a file revokes the person's code in the status list within 60 s: while the clock stands still, each stage starts the next; only the list waits, one second
 * between two publications. list-staleness.test.ts adds the waits of verifiers: 30 s of KV's cache and 14 s of their own.
 */
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { FactImport } from "../../../src/contract/fact.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { statusAt, statusListOf } from "../../../src/domain/code/status.ts";
import { toHex } from "../../../src/domain/hex.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { PATIENT } from "../../support/patience.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { fetched } from "../verify/fetched-list.ts";
import { aClientOf } from "../officer.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const SHARDS = 16;
const BETWEEN_PUBLICATIONS_MS = 1000;

async function aResident(number: string) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  const shown = await visitor.show(person);
  const read = readCredential(shown.jws);
  if (!read.ok) throw new Error(read.refusal.code);
  const { claims } = read.value;
  return { shown, list: statusListOf(claims), index: claims.statusIndex };
}

/** Runs the alarms of the import, of all shards and of the status list, in this order. */
async function ringAll(file: string, list: string): Promise<void> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => env.PEOPLE.getByName(`42/people/${shard}`));
  await runDurableObjectAlarm(env.FACT_IMPORT.getByName(`42/facts/${file}`));
  for (const shard of shards) await runDurableObjectAlarm(shard);
  await runDurableObjectAlarm(env.STATUS_LIST.getByName(`42/status/${list}`));
}

test("a fact from a file reaches the status list and is refused elsewhere within one second of clock time", async () => {
  const number = aResidentNumber();
  const { shown, list, index } = await aResident(number);
  const client = await aClientOf(HUBEI, "42");
  await vi.waitFor(async () => expect(statusAt(await fetched(list, HUBEI, "42"), index)).toBe(0), PATIENT);
  const now = Date.now() + BETWEEN_PUBLICATIONS_MS;
  vi.useFakeTimers({ toFake: ["Date"], now });
  try {
    const fact = { number, kind: "close_contact", from: dateOf(now), source: "420107", reference: "7-31" };
    const bytes = new TextEncoder().encode(JSON.stringify(fact));
    const file = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    await client.ask<FactImport>("PUT", `/api/v1/facts/${file}?format=ndjson`, JSON.stringify(fact));
    // The alarm of a stage may already have run by itself: then the next round finds its work done.
    do await ringAll(file, list);
    while (statusAt(await fetched(list, HUBEI, "42"), index) !== 1);
    expect(Date.now()).toBe(now);
    const code = await liveCode(shown.jws, shown.deviceKey, now);
    expect(await new Visitor("wuhan.localhost").ask<VerifyResponse>("POST", "/api/v1/verify", { code })).toMatchObject({
      valid: false,
      refusal: { code: "revoked" },
    });
  } finally {
    vi.useRealTimers();
  }
});
