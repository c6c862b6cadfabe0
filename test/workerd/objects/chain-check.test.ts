/** Each chain is checked every day, also if nobody reads it, and the error log names the place of a break. Decision 40. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Administrators } from "../../../src/contract/administrator.ts";
import type { DivisionLooks } from "../../../src/contract/track.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { following, forge, read, sha256 } from "./chains.ts";
import { agreed, anOfficer } from "../officer.ts";
import { ringAlarm } from "./ring-alarm.ts";
import { Visitor } from "../visitor.ts";

const DAY = 86_400_000;
const PIECE = 500;

interface Case {
  readonly table: string;
  readonly name: string;
  readonly object: () => DurableObjectStub<Rpc.DurableObjectBranded>;
  /** The SQL statement that forges one value in a row. */
  readonly change: string;
}

const shardOf = { number: "" };
const CASES: readonly Case[] = [
  {
    table: "appointments",
    name: "42/division/42",
    object: () => env.DIVISION.getByName("42/division/42"),
    change: "masked_name = '王**'",
  },
  {
    table: "looks",
    name: "42/division/4203",
    object: () => env.DIVISION.getByName("42/division/4203"),
    change: "subject = '王**'",
  },
  { table: "officer_acts", name: "42/issuer", object: () => env.ISSUER.getByName("42/issuer"), change: "body = '[]'" },
  {
    table: "decisions",
    name: "42/people/N",
    object: () => env.PEOPLE.getByName(`42/people/${shardOf.number}`),
    change: "body = replace(body, 'green', 'red')",
  },
];

let city: Awaited<ReturnType<typeof anOfficer>>;

beforeAll(async () => {
  city = await anOfficer("hubei.localhost", "42");
  const other = await anOfficer("hubei.localhost", "42");
  await agreed(city.visitor, other.visitor, {});
  await agreed(other.visitor, city.visitor, {});
  const look = { office: "42", maskedPhone: "139*****001", maskedName: "尹**", extent: "whole" as const };
  for (const text of ["a", "b", "c"])
    await env.DIVISION.getByName("42/division/4203").noteLook({ ...look, at: Date.now(), purpose: { kind: "other", text } });
  const phone = aPhone();
  const visitor = await new Visitor("hubei.localhost").logIn(phone);
  const person = await visitor.bind("尹小满", aResidentNumber());
  for (let n = 0; n < 3; n += 1) await visitor.declare(person);
  for (let shard = 0; shard < 16; shard += 1) {
    const rows = await read(env.PEOPLE.getByName(`42/people/${shard}`), "SELECT seq FROM decisions");
    if (rows.length > 0) shardOf.number = String(shard);
  }
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const BEGAN = Date.now();
let days = 0;

/** Moves the clock to the next day and rings the alarm until the check is done; returns the lines about chains in the error log. */
async function checked(object: DurableObjectStub<Rpc.DurableObjectBranded>): Promise<readonly string[]> {
  days += 1;
  vi.setSystemTime(BEGAN + days * (DAY + 60_000));
  const log = vi.spyOn(console, "error").mockReturnValue();
  do await runInDurableObject(object, ringAlarm);
  while ((await read(object, "SELECT 1 FROM chain_checks WHERE at IS NULL")).length > 0);
  const sentences = log.mock.calls.map(([sentence]) => String(sentence)).filter((sentence) => sentence.includes("chain of"));
  log.mockRestore();
  return sentences;
}

describe.each(CASES.map((each) => [each.table, each] as const))("the chain of %s", (table, { object, name, change }) => {
  const place = () => name.replace("N", shardOf.number);

  test("follows the formula of the document, and its check reports nothing", async () => {
    const rows = await read(object(), `SELECT seq FROM ${table}`);
    expect(rows.length).toBeGreaterThan(1);
    expect(await following(object(), table)).toEqual(rows.map(({ seq }) => seq));
    expect(await checked(object())).toEqual([]);
  });

  test.each(["UPDATE", "DELETE"])("refuses %s, also from this code", async (act) => {
    const statement = act === "UPDATE" ? `UPDATE ${table} SET ${change}` : `DELETE FROM ${table}`;
    await expect(read(object(), statement)).rejects.toThrow("append-only");
  });

  test("a changed value is in the log of the next day, and of each day until it is repaired", async () => {
    const [row] = await read(object(), `SELECT * FROM ${table} WHERE seq = 2`);
    await forge(object(), table, `UPDATE ${table} SET ${change} WHERE seq = 2`);
    const sentence = `the chain of ${table} of ${place()} is broken: row 2 does not follow from the row before it`;
    expect(await checked(object())).toEqual([sentence]);
    expect(await checked(object())).toEqual([sentence]);
    const column = change.split(" ")[0] ?? "";
    await runInDurableObject(object(), (_, { storage }) =>
      storage.sql.exec(`UPDATE ${table} SET ${column} = ? WHERE seq = 2`, row?.[column] ?? null).toArray(),
    );
    expect(await checked(object())).toEqual([]);
  });

  test("a removed last row is reported", async () => {
    const [{ seq } = { seq: 0 }] = await read(object(), `SELECT MAX(seq) AS seq FROM ${table}`);
    await forge(object(), table, `DELETE FROM ${table} WHERE seq = ${seq}`);
    expect(await checked(object())).toEqual([
      `the chain of ${table} of ${place()} is broken: row ${seq}, the last one of the previous check, is missing or has another hash`,
    ]);
  });
});

test("a long chain is checked in pieces, to its last row", async () => {
  const division = env.DIVISION.getByName("42/division/long");
  await division.waiting();
  await runInDurableObject(division, async (_, { storage }) => {
    let hash = "0".repeat(64);
    for (let seq = 1; seq <= 2 * PIECE + 100; seq += 1) {
      const values = [seq, "appointed", "account", "尹**", "42", "actor", "任命", 2];
      hash = await sha256(`${hash}\n${JSON.stringify(values)}`);
      const columns = "at, act, account, masked_name, office, actor, reason, version";
      storage.sql.exec(`INSERT INTO appointments (${columns}, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, ...values, hash);
    }
  });
  const reached: unknown[] = [];
  for (let ring = 0; ring < 3; ring += 1) {
    await runInDurableObject(division, ringAlarm);
    reached.push(...(await read(division, "SELECT seq, at IS NULL AS on_its_way FROM chain_checks")));
  }
  expect(reached).toEqual([
    { seq: 500, on_its_way: 1 },
    { seq: 1000, on_its_way: 1 },
    { seq: 1100, on_its_way: 0 },
  ]);
  await forge(division, "appointments", "UPDATE appointments SET reason = '' WHERE seq = 1050");
  expect(await checked(division)).toEqual([
    "the chain of appointments of 42/division/long is broken: row 1050 does not follow from the row before it",
  ]);
});

test("the alarm rings within a day of the first row", async () => {
  const division = env.DIVISION.getByName("4201/division/first-row");
  const now = Date.now();
  const by = { actor: "" as never, office: "42", reason: "x" };
  const phone = aPhone();
  await division.appoint(
    { id: "a".repeat(16), account: "b".repeat(24) as never, person: null, phone, maskedPhone: phone, maskedName: "尹**" },
    by,
    now,
  );
  const alarm = await runInDurableObject(division, (_, { storage }) => storage.getAlarm());
  expect(alarm).toBeLessThanOrEqual(Date.now() + DAY);
  expect(await runDurableObjectAlarm(division)).toBe(true);
  expect(await read(division, "SELECT chain, seq FROM chain_checks")).toEqual([{ chain: "appointments", seq: 1 }]);
});

test("the record on the PC shows its changed rows", async () => {
  const division = env.DIVISION.getByName("42/division/420107");
  for (const name of ["陈守诚", "李守信", "王守正"]) {
    const phone = aPhone();
    await (await new Visitor("hubei.localhost").logIn(phone)).bind(name, aResidentNumber());
    await city.visitor.ask("POST", "/api/v1/divisions/420107/administrators", {
      id: crypto.randomUUID(),
      name,
      phone,
      reason: "任命",
    });
  }
  const intact = async () => {
    const { appointments } = await city.visitor.ask<Administrators>("GET", "/api/v1/divisions/420107/administrators");
    return appointments.map((one) => [one.maskedName, one.intact]);
  };
  expect(await intact()).toEqual([
    ["王**", true],
    ["李**", true],
    ["陈**", true],
  ]);
  await forge(division, "appointments", "UPDATE appointments SET masked_name = '赵**' WHERE seq = 2");
  expect(await intact()).toEqual([
    ["王**", true],
    ["赵**", false],
    ["陈**", false],
  ]);
});

test("the list of looks shows its changed rows", async () => {
  const look = { office: "420106", maskedPhone: "139*****001", maskedName: "尹**", extent: "whole" as const };
  const division = env.DIVISION.getByName("42/division/420106");
  for (const text of ["a", "b", "c"]) await division.noteLook({ ...look, at: Date.now(), purpose: { kind: "other", text } });
  await forge(division, "looks", "UPDATE looks SET subject = '王**' WHERE seq = 3");
  const { looks } = await city.visitor.ask<DivisionLooks>("GET", "/api/v1/divisions/420106/looks");
  expect(looks.map(({ maskedName, intact }) => [maskedName, intact])).toEqual([
    ["王**", false],
    ["尹**", false],
    ["尹**", true],
  ]);
});
