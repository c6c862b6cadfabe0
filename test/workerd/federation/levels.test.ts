/** Risk levels of counties between issuers: each tells the others of its own region's, and where an issuer says nothing itself, those of the region's own issuer hold. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { AreaEntry } from "../../../src/domain/area/area.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { publishMoment } from "../believed.ts";
import { anArea } from "../builders.ts";
import { mailboxFor, told, WUHAN } from "../telling.ts";
import { changed, regionAt } from "../verify/region.ts";

const TODAY = dateOf(Date.now());
const TIANHE = "440106";
const HIGH = { level: "high", from: TODAY, until: null, source: "4401", reference: "穗 1" } as const;

const aCounty = (changes: Readonly<Record<string, unknown>> = {}): LetterItem => ({
  id: crypto.randomUUID(),
  division: TIANHE,
  levels: [HIGH],
  ...changes,
});

const issuer = (code: string) => env.ISSUER.getByName(`${code}/issuer`);

/** The levels that an issuer publishes of a county. */
async function published(division: string, code: string = WUHAN): Promise<readonly AreaEntry[]> {
  return (await issuer(code).areas(Date.now())).filter((area) => area.division === division);
}

const level = async (division: string, code?: string) => (await published(division, code)).map((area) => area.level);

test("a county has the levels of the last letter about it, and none after a letter without levels", async () => {
  expect(await told("areas", [aCounty()])).toEqual(["taken"]);
  expect(await told("areas", [aCounty()])).toEqual(["known"]);
  expect(await published(TIANHE)).toEqual([{ division: TIANHE, ...HIGH }]);
  const medium = { ...HIGH, level: "medium", until: addDays(TODAY, 2) };
  const low = { ...HIGH, level: "low", from: addDays(TODAY, 2), reference: "穗 2" };
  expect(await told("areas", [aCounty({ levels: [medium, low] })])).toEqual(["taken"]);
  expect(await level(TIANHE)).toEqual(["medium", "low"]);
  expect(await told("areas", [aCounty({ levels: [] })])).toEqual(["taken"]);
  expect(await published(TIANHE)).toEqual([]);
});

test("the issuer of the smallest region knows its county best, and what this issuer says itself comes first", async () => {
  const county = (reference: string, word: string) =>
    aCounty({ division: "440305", levels: [{ ...HIGH, level: word, source: "440305", reference }] });
  expect(await told("areas", [county("省", "low")])).toEqual(["taken"]);
  expect(await told("areas", [county("市", "high")], "4403")).toEqual(["taken"]);
  expect(await level("440305")).toEqual(["high"]);
  const own = { division: "440305", level: "medium", from: TODAY, until: null, source: WUHAN, reference: "武 1" } as const;
  await issuer(WUHAN).enterAreas([own], 16, Date.now(), "own-list");
  expect(await level("440305")).toEqual(["medium"]);
  await issuer(WUHAN).takeBackAreas("own-list", 16, Date.now());
  expect(await level("440305")).toEqual(["high"]);
});

test("what the sender may not say, or what is no county, is refused by its name", async () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ division: "420106" }, "region_foreign"],
    [{ levels: [{ ...HIGH, source: "4201" }] }, "region_foreign"],
    [{ division: "4401" }, "area_not_a_county"],
    [{ division: "4401", levels: [] }, "area_not_a_county"],
    [{ division: 440106 }, "item_malformed"],
    [{ levels: {} }, "item_malformed"],
    [{ levels: Array.from({ length: 201 }, () => HIGH) }, "item_malformed"],
    [{ levels: [null] }, "item_malformed"],
    [{ levels: [{ ...HIGH, level: "extreme" }] }, "item_malformed"],
    [{ levels: [{ ...HIGH, reference: "" }] }, "item_malformed"],
    [{ levels: [{ ...HIGH, from: 7 }] }, "item_malformed"],
    [{ levels: [{ ...HIGH, from: "2026-02-30" }] }, "fact_not_a_date"],
    [{ levels: [{ ...HIGH, from: "2019-01-01" }] }, "area_date_range"],
    [{ levels: [{ ...HIGH, until: TODAY }] }, "fact_dates_reversed"],
    [{ levels: [HIGH, { ...HIGH, reference: "穗 2" }] }, "area_overlap"],
    [
      {
        levels: [
          { ...HIGH, until: addDays(TODAY, 3) },
          { ...HIGH, from: addDays(TODAY, 2), reference: "穗 2" },
        ],
      },
      "area_overlap",
    ],
  ];
  expect(
    await told(
      "areas",
      wrong.map(([changes]) => aCounty(changes)),
    ),
  ).toEqual(wrong.map(([, code]) => code));
});

test("two officers take back the levels of a peer with everything else that it told", async () => {
  expect(await told("areas", [aCounty({ division: "510104", levels: [{ ...HIGH, source: "51" }] })], "51")).toEqual(["taken"]);
  expect(await level("510104")).toEqual(["high"]);
  await mailboxFor("51").obey({ id: crypto.randomUUID(), act: "take_back", since: TODAY }, Date.now());
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(mailboxFor("51"));
      expect(await level("510104")).toEqual([]);
    },
    { timeout: 60_000, interval: 100 },
  );
});

test("an issuer tells every member of its own region's counties: each change, and a new member everything", async () => {
  const peer = await regionAt(Date.now(), "42", 1);
  const times = { issuedAt: Date.now(), expiresAt: Date.now() + DAY_MS };
  await publishMoment([changed(peer, { isSuspended: false })], times);
  const entry = anArea({ division: "420103", source: WUHAN, from: TODAY }) as unknown as AreaEntry;
  const foreign = anArea({ division: "440103", source: WUHAN, from: TODAY }) as unknown as AreaEntry;
  await issuer(WUHAN).enterAreas([entry, foreign], 16, Date.now());
  const ring = () => runDurableObjectAlarm(issuer(WUHAN));
  await vi.waitFor(
    async () => {
      await ring();
      expect(await level("420103", "42")).toEqual(["high"]);
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(await published("440103", "42")).toEqual([]);
  await issuer(WUHAN).enterAreas([{ ...entry, level: "low" }], 16, Date.now());
  await vi.waitFor(
    async () => {
      await ring();
      expect(await level("420103", "42")).toEqual(["low"]);
    },
    { timeout: 60_000, interval: 100 },
  );
});
