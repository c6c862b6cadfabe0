/** Counts of checked codes: by host issuer, issuer of the code and outcome; flushed at most once a minute; bounded; hidden below ten. On the real objects. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import type { Verifications } from "../../../src/contract/statistics.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import type { Outcome, VerificationCount } from "../../../src/domain/statistics/verifications.ts";
import { migrations } from "../../../src/objects/division/migrations.ts";
import { VERIFICATION_HOURS } from "../../../src/objects/division/verification-store.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { countOutcome } from "../../../src/routes/verify/verification-counts.ts";
import type { ParsedCode } from "../../../src/token/code/parse.ts";
import { PATIENT } from "../../support/patience.ts";
import { COMMUNITY } from "../builders.ts";
import { aGate, aResident } from "../gate.ts";
import { anOfficer } from "../officer.ts";
import type { Visitor } from "../visitor.ts";

const HOUR = 3_600_000;
const region = (code: string) => env.DIVISION.getByName(`${code}/division/${code}`);

/** The first minute of an hour that no other test has, ms: the isolate's counts outlive a test. */
let now = Math.floor(Date.now() / HOUR) * HOUR + 60_000;
beforeEach(async () => {
  now += 2 * HOUR;
  for (const code of ["0", "42", "4201"]) {
    await region(code).waiting();
    await runInDurableObject(region(code), (_, { storage }) => void storage.sql.exec("DELETE FROM verification_hours"));
  }
});

interface Row {
  readonly hour: number;
  readonly issuer: string;
  readonly outcome: string;
  readonly count: number;
}

function rowsOf(code: string): Promise<readonly Omit<Row, "hour">[]> {
  return runInDurableObject(region(code), (_, { storage }) =>
    storage.sql
      .exec<Row & Record<string, SqlStorageValue>>(
        "SELECT issuer, outcome, count FROM verification_hours ORDER BY hour, issuer, outcome",
      )
      .toArray(),
  );
}

/** Counts at a host of `own`, and collects the work that is left behind the answers. */
function aHost(own = "4201") {
  const work: Promise<unknown>[] = [];
  const check = (at: number, issuer: string, outcome: Outcome): void => {
    const code = { ok: true, value: { claims: { issuer } } as ParsedCode } as const;
    countOutcome({ env, own: own as IssuerCode, now: at, later: (one) => work.push(one) }, code, outcome);
  };
  return { check, work };
}

test("checks are counted by host, issuer and outcome, and reach the host issuer's object at most once a minute", async () => {
  const [wuhan, hubei] = [aHost(), aHost("42")];
  wuhan.check(now, "4201", "green");
  await Promise.all(wuhan.work);
  expect(await rowsOf("4201")).toEqual([{ issuer: "4201", outcome: "green", count: 1 }]);
  for (const after of [1000, 2000, 59_999]) wuhan.check(now + after, "4201", "green");
  wuhan.check(now + 1000, "42", "revoked");
  hubei.check(now + 1000, "4201", "green");
  expect([wuhan.work.length, hubei.work.length]).toEqual([1, 0]);
  wuhan.check(now + 60_000, "42", "revoked");
  await Promise.all(wuhan.work);
  expect(wuhan.work.length).toBe(3);
  expect(await rowsOf("4201")).toEqual([
    { issuer: "42", outcome: "revoked", count: 2 },
    { issuer: "4201", outcome: "green", count: 4 },
  ]);
  expect(await rowsOf("42")).toEqual([{ issuer: "4201", outcome: "green", count: 1 }]);
});

test("checks before the full hour count for their hour, also when the next one comes later", async () => {
  const { check, work } = aHost();
  const end = now - 60_000 + HOUR;
  check(end - 2000, "4201", "green");
  check(end - 1000, "4201", "red");
  check(end, "4201", "yellow");
  check(end + 60_000, "4201", "yellow");
  await Promise.all(work);
  const hours = await runInDurableObject(region("4201"), (_, { storage }) =>
    storage.sql.exec("SELECT outcome, hour - ? AS hour, count FROM verification_hours ORDER BY outcome", end / HOUR).toArray(),
  );
  expect(hours).toEqual([
    { outcome: "green", hour: -1, count: 1 },
    { outcome: "red", hour: -1, count: 1 },
    { outcome: "yellow", hour: 0, count: 2 },
  ]);
});

test("a thousand invented issuers are one row", async () => {
  const { check, work } = aHost();
  for (let issuer = 1000; issuer < 2000; issuer += 1) check(now, String(issuer), "issuer_unknown");
  check(now + 60_000, "7777", "issuer_unknown");
  await Promise.all(work);
  expect(await rowsOf("4201")).toEqual([{ issuer: "", outcome: "issuer_unknown", count: 1001 }]);
});

test("a flush that fails is lost, and the next one counts", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const { check, work } = aHost();
  await runInDurableObject(region("4201"), (_, { storage }) => storage.sql.exec("ALTER TABLE verification_hours RENAME TO away"));
  check(now, "4201", "green");
  await Promise.all(work);
  expect(log).toHaveBeenCalledTimes(1);
  await runInDurableObject(region("4201"), (_, { storage }) => storage.sql.exec("ALTER TABLE away RENAME TO verification_hours"));
  check(now + 60_000, "4201", "green");
  await Promise.all(work);
  expect(await rowsOf("4201")).toEqual([{ issuer: "4201", outcome: "green", count: 1 }]);
});

/** The answer of the route, with counts that are added to an hour of today in China. */
async function shownWith(counts: readonly VerificationCount[], officer: Visitor, hour = Math.floor(Date.now() / HOUR)) {
  await region("4201").addVerifications(hour, counts);
  return officer.ask<Verifications>("GET", "/api/v1/verifications?by=hour");
}

const aCount = (outcome: Outcome, count: number, issuer = "4201"): VerificationCount => ({ issuer, outcome, count });

test("the answer is the same whatever a count below ten is, by hour, by day, by issuer and by outcome", async () => {
  const { visitor } = await anOfficer();
  const answers: unknown[] = [];
  for (const hidden of [1, 5, 9]) {
    await runInDurableObject(region("4201"), (_, { storage }) => void storage.sql.exec("DELETE FROM verification_hours"));
    const hourly = await shownWith(
      [aCount("green", 40), aCount("red", hidden), aCount("revoked", hidden), aCount("green", 12, "42")],
      visitor,
    );
    answers.push([hourly, await visitor.ask("GET", "/api/v1/verifications")]);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  const [hourly] = answers[0] as [Verifications];
  expect(hourly.outcomes).toEqual([
    { issuer: "42", issuerName: { zh: "湖北省", en: "Hubei" }, outcome: "green", atLeast: 12, atMost: 12 },
    { issuer: "4201", issuerName: { zh: "武汉市", en: "Wuhan" }, outcome: "green", atLeast: 40, atMost: 40 },
    { issuer: "4201", issuerName: { zh: "武汉市", en: "Wuhan" }, outcome: "red", atLeast: 1, atMost: 9 },
    { issuer: "4201", issuerName: { zh: "武汉市", en: "Wuhan" }, outcome: "revoked", atLeast: 1, atMost: 9 },
  ]);
  expect(hourly.bins.at(-1)).toMatchObject({ valid: { atLeast: 53, atMost: 61 }, refused: { atLeast: 1, atMost: 9 } });
});

test("from ten on a count is exact, and an unknown issuer has no name", async () => {
  const { visitor } = await anOfficer();
  const before = await shownWith([aCount("not_a_code", 9, "")], visitor);
  const after = await shownWith([aCount("not_a_code", 1, "")], visitor);
  const of = { issuer: null, issuerName: null, outcome: "not_a_code" };
  expect(before.outcomes).toEqual([{ ...of, atLeast: 1, atMost: 9 }]);
  expect(after.outcomes).toEqual([{ ...of, atLeast: 10, atMost: 10 }]);
});

async function boundsFor(officer: Visitor) {
  const { outcomes } = await officer.ask<Verifications>("GET", "/api/v1/verifications?by=hour");
  return outcomes.map(({ atLeast, atMost }) => [atLeast, atMost]);
}

test("the nation's officers see the sums of all issuers here, and a count below ten at one host stays hidden in them", async () => {
  const hour = Math.floor(Date.now() / HOUR);
  for (const [code, count] of [
    ["0", 20],
    ["42", 3],
    ["4201", 30],
  ] as const)
    await region(code).addVerifications(hour, [aCount("green", count)]);
  const nation = await anOfficer("localhost", "0");
  const wuhan = await anOfficer();
  expect(await boundsFor(nation.visitor)).toEqual([[51, 59]]);
  expect(await boundsFor(wuhan.visitor)).toEqual([[30, 30]]);
});

test("counts are deleted 35 days after their day, and a count that comes later is not stored", async () => {
  const old = Math.floor(Date.now() / HOUR) - 40 * 24;
  await region("4201").addVerifications(old, [aCount("green", 20)]);
  expect(await rowsOf("4201")).toEqual([]);
  await region("4201").addVerifications(old + 40 * 24, [aCount("green", 20)]);
  await runInDurableObject(
    region("4201"),
    (_, { storage }) => void storage.sql.exec("UPDATE verification_hours SET hour = ?", old),
  );
  await runDurableObjectAlarm(region("4201"));
  await region("4201").addVerifications(old + 40 * 24, [aCount("red", 1)]);
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(region("4201"));
    expect(await rowsOf("4201")).toEqual([{ issuer: "4201", outcome: "red", count: 1 }]);
  }, PATIENT);
});

test("the routes that check a code count each check, and a gate counts the codes of its passes", async () => {
  const resident = await aResident("尹静姝", COMMUNITY);
  const pass = await aGate(COMMUNITY);
  await pass(resident);
  const { digits } = await resident.visitor.show(resident.self);
  await resident.visitor.ask("POST", "/api/v1/verify", { code: digits });
  await resident.visitor.ask("POST", "/api/v1/verifications", { codes: [digits, "no code"] });
  // The first check of another hour takes along all counts of this isolate.
  const { check, work } = aHost();
  check(Date.now() + HOUR, "4201", "specimen");
  await Promise.all(work);
  const counted = new Map<string, number>();
  for (const { outcome, count } of await rowsOf("4201"))
    if (outcome !== "specimen") counted.set(outcome, (counted.get(outcome) ?? 0) + count);
  expect(Object.fromEntries(counted)).toEqual({ none: 3, not_a_code: 1 });
});

test("a division of the release before the counts gets their table and keeps its administrators", async () => {
  const division = env.DIVISION.getByName("4201/division/420199");
  await division.waiting();
  await runInDurableObject(division, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, migrations.indexOf(VERIFICATION_HOURS)));
    storage.sql.exec(
      "INSERT INTO administrators (account, id, sealed_phone, masked_name, since) VALUES ('a', 'id', '', '王**', 0)",
    );
  });
  await evictDurableObject(division);
  await division.addVerifications(Math.floor(Date.now() / HOUR), [aCount("green", 10)]);
  const [range] = [{ first: 0, last: 30_000, by: "day" }] as const;
  expect((await division.verifications(range)).outcomes).toEqual([{ issuer: "4201", outcome: "green", atLeast: 10, atMost: 10 }]);
  const names = await runInDurableObject(division, (_, { storage }) =>
    storage.sql.exec("SELECT masked_name FROM administrators").toArray(),
  );
  expect(names).toEqual([{ masked_name: "王**" }]);
});
