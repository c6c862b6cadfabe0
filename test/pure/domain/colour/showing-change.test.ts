/** Turns (moments from which a division shows or hides colours, after an approval): which turns an approval makes, and which issued codes they outdate. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { COUNTRY } from "../../../../src/domain/division/division.ts";
import { PROPAGATION_MS, lastTurn, announcedTurn, changedSince } from "../../../../src/domain/colour/showing-change.ts";
import {
  NOTHING_SET,
  type OfficersSetting,
  type SettingChange,
  settingAfter,
  turnedEverywhere,
} from "../../../../src/domain/proposal/officers-setting.ts";

/** 2020-02-11T12:00:00.300+08:00 */
const NOW = Date.UTC(2020, 1, 11, 4) + 300;
const SECOND = NOW - 300;
/** 36 s after NOW, rounded up to a whole second: every reader has heard of an approval by then. */
const HEARD = SECOND + 37_000;
const HOUR = 3_600_000;
const CLOSED = "420107001";
const ADDRESS = "420107001002";

const closure = (from: number, until: number | null = null, division = CLOSED): SettingChange => ({
  kind: "closed_management",
  division,
  from,
  until,
});
const after = (setting: OfficersSetting, change: SettingChange, now = NOW) => settingAfter(setting, change, now);
/** Each turn as `division: ms after SECOND`. */
const turnsOf = ({ turns }: OfficersSetting) => turns.map(({ division, at }) => `${division}: ${at - SECOND}`);

test("a closure that lies ahead turns at its beginning and at its end, and at no other time", () => {
  expect(turnsOf(after(NOTHING_SET, closure(NOW + HOUR, NOW + 2 * HOUR)))).toEqual([
    `${CLOSED}: ${HOUR + 1000}`,
    `${CLOSED}: ${2 * HOUR + 1000}`,
  ]);
});

test("a closure that holds from its approval turns then, and again when every reader has heard of it", () => {
  expect(turnsOf(after(NOTHING_SET, closure(NOW - HOUR)))).toEqual([`${CLOSED}: 0`, `${CLOSED}: ${HEARD - SECOND}`]);
  expect(turnsOf(after(NOTHING_SET, closure(NOW)))).toEqual([`${CLOSED}: 0`, `${CLOSED}: ${HEARD - SECOND}`]);
});

test("a closure that begins before every reader can have heard of it turns twice too", () => {
  expect(turnsOf(after(NOTHING_SET, closure(NOW + 5000)))).toEqual([`${CLOSED}: 6000`, `${CLOSED}: ${HEARD - SECOND}`]);
});

test("an approved end turns at once, and the later end of the closure turns nothing", () => {
  const closed = after(NOTHING_SET, closure(NOW - HOUR, NOW + 5 * HOUR), NOW - HOUR);
  const ended = after(closed, closure(NOW - HOUR, NOW));
  expect(turnsOf(ended)).toEqual([`${CLOSED}: ${HEARD - SECOND - HOUR}`, `${CLOSED}: 0`, `${CLOSED}: ${HEARD - SECOND}`]);
  expect(ended.closed).toEqual([]);
});

test("a longer closure adds only its new end", () => {
  const closed = after(NOTHING_SET, closure(NOW - HOUR, NOW + HOUR), NOW - HOUR);
  const longer = after(closed, closure(NOW - HOUR, NOW + 2 * HOUR));
  expect(turnsOf(longer)).toEqual([`${CLOSED}: ${HEARD - SECOND - HOUR}`, `${CLOSED}: ${2 * HOUR + 1000}`]);
});

test("a turn close ahead stays, because some readers hear too late that it is cancelled", () => {
  const soon = after(NOTHING_SET, closure(NOW + 60_000));
  const moved = after(soon, closure(NOW + HOUR), NOW + 50_000);
  expect(turnsOf(moved)).toEqual([`${CLOSED}: 61000`, `${CLOSED}: ${HOUR + 1000}`]);
});

test("a change keeps only the last past turn of its own division, no turn after 46 days, and the turns of other divisions", () => {
  const closed = after(NOTHING_SET, closure(NOW - HOUR));
  const other = after(closed, closure(NOW, null, "4202"), NOW + HOUR);
  const ended = after(other, closure(NOW - HOUR, NOW), NOW + 2 * HOUR);
  expect(turnsOf(ended).map((turn) => turn.split(":")[0])).toEqual([CLOSED, "4202", "4202", CLOSED, CLOSED]);
  const later = after(ended, closure(NOW, null, "4203"), NOW + 60 * 86_400_000);
  expect(later.turns.map(({ division }) => division)).toEqual(["4203", "4203"]);
});

test("a turn of the country is one of every address", () => {
  expect(changedSince([{ division: COUNTRY, at: 2000 }], ADDRESS, 1000, 3000)).toBe(true);
});

test("a turn is kept for 46 days", () => {
  const closed = after(NOTHING_SET, closure(NOW - HOUR));
  const divisions = (now: number) => after(closed, closure(now, null, "4203"), now).turns.map(({ division }) => division);
  expect(divisions(SECOND + 46 * 86_400_000 - 1)).toEqual([CLOSED, CLOSED, "4203", "4203"]);
  expect(divisions(SECOND + 46 * 86_400_000)).toEqual([CLOSED, "4203", "4203"]);
});

test("a turn within the next 36 seconds stays, and a later turn is removed", () => {
  expect(PROPAGATION_MS).toBe(36_000);
  const moved = (from: number) => turnsOf(after(after(NOTHING_SET, closure(from)), closure(NOW + HOUR)));
  expect(moved(SECOND + 36_000)).toEqual([`${CLOSED}: 36000`, `${CLOSED}: ${HOUR + 1000}`]);
  expect(moved(SECOND + 37_000)).toEqual([`${CLOSED}: ${HOUR + 1000}`]);
});

test("a turn of this very millisecond is the last one, and an earlier one is removed", () => {
  const turns = [SECOND - HOUR, SECOND].map((at) => ({ division: CLOSED, at }));
  const next = after({ ...NOTHING_SET, turns }, closure(SECOND + HOUR), SECOND);
  expect(turnsOf(next)).toEqual([`${CLOSED}: 0`, `${CLOSED}: ${HOUR}`]);
});

test("the switch to colours turns the whole region at its time; a repeated switch turns nothing", () => {
  const on = after(NOTHING_SET, { kind: "colours_switch", from: NOW + HOUR });
  expect(turnsOf(on)).toEqual([`: ${HOUR + 1000}`]);
  const again = after(on, { kind: "colours_switch", from: NOW + HOUR }, NOW + 2 * HOUR);
  expect(turnsOf(again)).toEqual([`: ${HOUR + 1000}`]);
});

test("a code is outdated when its address lies in the division and it was issued before the turn, in whole seconds", () => {
  const turns = [{ division: CLOSED, at: SECOND }];
  const of = (address: string, issuedAt: number, now: number) => changedSince(turns, address, issuedAt, now);
  expect(of(ADDRESS, SECOND - 1000, SECOND)).toBe(true);
  expect(of(ADDRESS, SECOND - 1000, SECOND - 1)).toBe(false);
  expect(of(ADDRESS, SECOND, SECOND + HOUR)).toBe(false);
  expect(of("420107002001", SECOND - 1000, SECOND)).toBe(false);
});

test("the last turn of an address comes from the divisions around it", () => {
  const turns = [
    { division: "", at: 1000 },
    { division: "42", at: 3000 },
    { division: "420107001002", at: 2000 },
    { division: "420106", at: 9000 },
  ];
  expect([2500, 3000, 9000].map((now) => lastTurn(turns, ADDRESS, now))).toEqual([2000, 3000, 3000]);
  expect(lastTurn(turns, ADDRESS, 999)).toBe(0);
});

test("phones hear of a turn within half a minute, each at its own moment", () => {
  const turns = [{ division: "", at: SECOND }];
  const turnAt = (end: string, after_: number) =>
    announcedTurn(turns, ADDRESS, `${"f".repeat(16)}${end}` as PersonKey, SECOND + after_);
  expect([turnAt("00000000", 0), turnAt("80000000", 14_999), turnAt("80000000", 15_000)]).toEqual([SECOND, 0, SECOND]);
  expect([turnAt("ffffffff", 29_999), turnAt("ffffffff", 30_000)]).toEqual([0, SECOND]);
});

test("a turn of the whole region for replaced keys comes at once and when every reader has heard of it; turns ahead and closures stay", () => {
  const switched = after(NOTHING_SET, { kind: "colours_switch", from: NOW + HOUR });
  const closed = after(switched, closure(NOW + HOUR));
  const turned = turnedEverywhere(closed, NOW);
  expect(turnsOf(turned).toSorted()).toEqual(
    [`${CLOSED}: ${HOUR + 1000}`, ": 0", `: ${HEARD - SECOND}`, `: ${HOUR + 1000}`].toSorted(),
  );
  expect([turned.closed, turned.coloursFrom]).toEqual([closed.closed, closed.coloursFrom]);
  expect(lastTurn(turned.turns, ADDRESS, NOW)).toBe(SECOND);
});
