/** Counts of passes and declarations go up the division tree: each is counted once, a reading asks no community, and there are few writes. On the real objects. Decision 12. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Statistics } from "../../../src/contract/statistics.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { dayOfHour, hourOf, NO_COUNTS } from "../../../src/domain/statistics/counts.ts";
import { emptySketch, note } from "../../../src/domain/statistics/sketch.ts";
import { migrations } from "../../../src/objects/division/migrations.ts";
import { CountStore } from "../../../src/objects/division/count-store.ts";
import { countRetention, take, countDuty } from "../../../src/objects/division/counting.ts";
import type { DivisionRpc } from "../../../src/objects/division/rpc.ts";
import type { CountReport } from "../../../src/objects/division/rpc.ts";
import { PATIENT } from "../../support/patience.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { communityNamed, writePassages } from "../passages.ts";
import { Visitor } from "../visitor.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Noon in Wuhan. */
const NOON = Date.UTC(2026, 10, 20, 4);

const division = (code: string) => env.DIVISION.getByName(`4201/division/${code}`);
const today = (visitor: Visitor, code: string) => visitor.ask<Statistics>("GET", `/api/v1/divisions/${code}/statistics?by=hour`);

function person(n: number): PersonKey {
  const digits = (((n + 1) * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, "0");
  return digits.repeat(3) as PersonKey;
}

/** The report of counts that a community sends: one hour with `passes` passes by as many different persons, numbered from `first`. */
function reportOf(hour: number, passes: number, first = 0): CountReport {
  const sketch = emptySketch();
  for (let n = first; n < first + passes; n += 1) note(sketch, person(n));
  return { hours: [{ ...NO_COUNTS, hour, passes }], days: [{ day: dayOfHour(hour), sketch }] };
}

/** Runs `act` on the counts of a division that no other test uses. */
function withCounts<T>(name: string, act: (store: CountStore, storage: DurableObjectStorage) => Promise<T> | T): Promise<T> {
  return runInDurableObject(division(name), (_: DivisionRpc, { storage }) => act(new CountStore(storage.sql), storage));
}

test("a pass and a declaration are counted for community, street, district and city, and a person with two passes counts once", async () => {
  const phone = aPhone();
  const city = await new Visitor().logIn(phone);
  await city.ask("POST", "/local/administrators", { division: "4201", phone });
  const self = await city.bind("尹城", aResidentNumber());
  await city.declare(self, { category: "staying" });
  await city.ask("POST", city.community("/points"), aPoint("东门"));
  const { jws, deviceKey, digits } = await city.show(self);
  await city.ask("POST", city.community("/collectors"), { code: digits });
  const { points } = await city.ask<{ points: { id: string }[] }>("GET", city.community(""));
  await city.ask("PUT", city.community("/post"), { pointId: points[0]?.id });
  const next = await liveCode(jws, deviceKey, Date.now() + 15_000);
  const passes = [digits, next].map((code) => ({ id: crypto.randomUUID(), code }));
  await city.ask("POST", city.community("/passes"), { passes });
  await runDurableObjectAlarm(communityNamed(COMMUNITY));
  const counts = { passes: 2, persons: 1, declarations: { returning: 0, arriving: 0, staying: 1 } };
  for (const [code, child, name] of [
    [COMMUNITY, COMMUNITY, "康苑社区"],
    ["420107001", COMMUNITY, "康苑社区"],
    ["420107", "420107001", "红卫路街道"],
    ["4201", "420107", "青山区"],
  ] as const) {
    // A division that has just sent a report sends the next one a minute later, so ringNow is repeated.
    await vi.waitFor(async () => {
      await ringNow(code);
      const { total, children } = await today(city, code);
      expect({ total, children }).toEqual({ total: counts, children: [{ division: child, name, ...counts }] });
    }, PATIENT);
  }
  const { bins } = await today(city, "4201");
  expect(bins.length).toBe(new Date(Date.now() + 8 * HOUR).getUTCHours() + 1);
  expect(bins.at(-1)).toMatchObject({ passes: 2, persons: null });
  const byDay = await city.ask<Statistics>("GET", "/api/v1/divisions/4201/statistics");
  expect([byDay.by, byDay.bins.length, byDay.bins.at(-1)]).toMatchObject(["day", 30, counts]);
});

/** Makes the last report of a division old, so that the next one is due, and rings its alarm. */
async function ringNow(code: string): Promise<void> {
  await runInDurableObject(division(code), (_: DivisionRpc, { storage }) => {
    storage.sql.exec("UPDATE counts_told SET at = 0");
  });
  await runDurableObjectAlarm(division(code));
}

test("a month of passes from before the counts is counted, each pass once", async () => {
  const community = communityNamed("420107002001");
  const newest = Math.floor(Date.now() / HOUR) * HOUR;
  await writePassages(community, { count: 6000, newest, colour: (index) => (index === 0 ? "red" : "green") });
  for (let ring = 0; ring < 3; ring += 1) {
    await runInDurableObject(community, (_, { storage }) => {
      storage.sql.exec("UPDATE counted SET at = 0");
    });
    await runDurableObjectAlarm(community);
    await runInDurableObject(community, (_, { storage }) => storage.setAlarm(Date.now() + DAY));
  }
  const counted = await runInDurableObject(community, (_, { storage }) =>
    storage.sql.exec("SELECT SUM(passes) AS passes, SUM(stopped) AS stopped FROM pass_hours").one(),
  );
  expect(counted).toEqual({ passes: 6000, stopped: 1 });
  const sums = await withCounts("420107002001", (store) => store.sums({ from: 0, to: hourOf(newest) + 1 }));
  expect(sums.map(({ passes }) => passes)).toEqual([2399, 3600, 1]);
});

test("a repeated report writes nothing, a larger one replaces the counts, and reports of several sources are summed", async () => {
  const result = await withCounts("twice", (store, { sql }) => {
    const hour = hourOf(NOON);
    const rows = (source: string, report: CountReport) => {
      const before = sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
      take(store, "twice", source, report, NOON);
      return sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n - before;
    };
    const changes = [
      rows("a", reportOf(hour, 10)),
      rows("a", reportOf(hour, 10)),
      rows("a", reportOf(hour, 12)),
      rows("b", reportOf(hour, 5)),
      rows("people/3", { hours: [{ ...NO_COUNTS, hour, arriving: 2 }], days: [] }),
      rows("people/3", { hours: [{ ...NO_COUNTS, hour, arriving: 2 }], days: [] }),
    ];
    return { changes, days: store.days({ from: 0, to: 1e6 }), sums: store.sums({ from: hour, to: hour + 1 }) };
  });
  expect(result.sums).toEqual([{ hour: hourOf(NOON), passes: 17, returning: 0, arriving: 2, staying: 0 }]);
  expect(result.days.map(({ child, passes, persons, arriving }) => [child, passes, persons, arriving])).toEqual([
    ["a", 12, 12, 0],
    ["b", 5, 5, 0],
    ["twice", 0, null, 2],
  ]);
  expect(result.changes).toEqual([5, 0, 4, 4, 2, 0]);
});

test("3,500 communities that report in one minute cost their city's object one report of each of its 13 districts, with its writes", async () => {
  const districts = Array.from({ length: 13 }, (_, index) => `4201${String(index + 1).padStart(2, "0")}`);
  const hour = hourOf(NOON);
  const reports: [string, CountReport][] = [];
  for (const [index, district] of districts.entries()) {
    await withCounts(`bounded/${district}`, async (store) => {
      let changes = 0;
      const tell = (report: CountReport) => {
        reports.push([district, report]);
        return Promise.resolve();
      };
      const duty = countDuty(store, env, tell, () => changes);
      const communities = Array.from({ length: 3500 }, (_, n) => n).filter((n) => n % districts.length === index);
      for (const second of [0, 1, 2]) {
        const now = NOON + second * 20_000;
        for (const n of communities) changes += Number(take(store, district, `c${n}`, reportOf(hour, second + 1, n), now));
        if ((duty.due() ?? now + 1) <= now) await duty.run(now);
      }
      expect(duty.due()).toBe(NOON + 60_000);
    });
  }
  expect(reports.map(([district]) => district)).toEqual(districts);
  const city = await withCounts("bounded", (store, { sql }) => {
    const before = sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n;
    for (const [district, report] of reports) take(store, "4201", district, report, NOON);
    return {
      rows: sql.exec<{ n: number }>("SELECT total_changes() AS n").one().n - before,
      passes: store.sums({ from: hour, to: hour + 1 })[0]?.passes,
    };
  });
  expect(city).toEqual({ rows: 13 * 4 + 1, passes: 3500 });
});

test("a report that arrives during the last one's delivery goes on a minute later", async () => {
  const result = await withCounts("while", async (store) => {
    const hour = hourOf(NOON);
    let changes = 0;
    const sent: (number | undefined)[] = [];
    const duty = countDuty(
      store,
      env,
      ({ hours }) => {
        sent.push(hours[0]?.passes);
        if (sent.length === 1) changes += Number(take(store, "while", "b", reportOf(hour, 1), NOON));
        return Promise.resolve();
      },
      () => changes,
    );
    changes += Number(take(store, "while", "a", reportOf(hour, 2), NOON));
    await duty.run(NOON);
    const due = duty.due();
    await duty.run(NOON + 60_000);
    return { sent, due, after: duty.due() };
  });
  expect(result).toEqual({ sent: [2, 3], due: NOON + 60_000, after: null });
});

test("hours leave after 35 days, days after 400, and persons after 31", async () => {
  const left = await withCounts("retention", (store, storage) => {
    take(store, "retention", "a", reportOf(hourOf(NOON), 3), NOON);
    const duty = countRetention(storage, store);
    const [begin, dues, days] = [Date.UTC(2026, 10, 19, 16), [] as (number | null)[], [] as unknown[]];
    for (const after of [31, 35, 400]) {
      dues.push(((duty.due() ?? 0) - begin) / DAY);
      void duty.run(begin + after * DAY);
      days.push(store.days({ from: 0, to: 1e6 }).map(({ passes, persons }) => [passes, persons]));
    }
    return { dues, days, due: duty.due(), sketches: store.sketches({ from: 0, to: 1e6 }).length };
  });
  expect(left).toEqual({ dues: [31, 35, 400], days: [[[3, 3]], [[3, 3]], []], due: null, sketches: 0 });
});

test("a period of long ago or in the future, and an invalid code, are refused", async () => {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division: "420107", phone });
  const refusalOf = (code: string, query: string) => visitor.refusal("GET", `/api/v1/divisions/${code}/statistics?${query}`);
  expect([
    await refusalOf("420107", "from=2999-01-01"),
    await refusalOf("420107", "from=2020-02-30"),
    await refusalOf("420107", "from=1000-01-01&by=day"),
    await refusalOf("420107", "from=2020-01-01&to=2020-01-02&by=day"),
    await refusalOf("420107", "to=2020-01-02&from=2020-01-03"),
    await refusalOf("420107", "by=week"),
    await refusalOf("420107", "x=1"),
    await refusalOf("4201", ""),
    await refusalOf("420107999", ""),
    await refusalOf("420107001002%2F..", ""),
  ]).toEqual([
    "422 period_in_future /from",
    "400 bad_request /from",
    "422 statistics_too_long /from",
    "422 statistics_too_old /from",
    "422 period_reversed /to",
    "400 bad_request /by",
    "400 bad_request /x",
    "403 not_administrator",
    "422 division_unknown",
    "422 division_unknown",
  ]);
});

test("a division from before the counts migrates with its administrators", async () => {
  const names = await runInDurableObject(division("grown"), (_: DivisionRpc, { storage }) => {
    for (const { name } of storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray())
      if (name.startsWith("count")) storage.sql.exec(`DROP TABLE ${name}`);
    storage.sql.exec(
      "INSERT INTO administrators (account, id, sealed_phone, masked_name, since) VALUES ('a', 'id', '', '王**', 0)",
    );
    for (const text of migrations.filter((each) => each.includes("count_hours"))) storage.sql.exec(text);
    return storage.sql.exec("SELECT masked_name FROM administrators").toArray();
  });
  expect(names).toEqual([{ masked_name: "王**" }]);
});
