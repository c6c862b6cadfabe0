/** The plan of signing keys at its limits: whole seconds, machines with different clocks, and years without a request. */
import { expect, test } from "vitest";
import {
  keyInPlaceOf,
  PUBLISHED_AFTER_DAYS,
  type PlannedKey,
  planKeys,
  SIGNING_DAYS,
  signingKeyOf,
} from "../../../../src/domain/issuer/key-plan.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2020, 1, 29, 12, 0, 0, 730);

test("keys begin and end on whole seconds, so that a credential of a key's last second lies within it", () => {
  const { make } = planKeys([], NOW);
  const next = planKeys(make, NOW + SIGNING_DAYS * DAY_MS).make;
  expect([...make, ...next].flatMap(({ notBefore, notAfter }) => [notBefore % 1000, notAfter % 1000])).toEqual([0, 0, 0, 0]);
});

test("a first key also signs for a machine with a clock some seconds behind", () => {
  const { make } = planKeys([], NOW);
  expect(signingKeyOf(make, NOW - 5000)?.number).toBe(1);
});

test("keys follow each other without a gap and without an overlap", () => {
  const keys: PlannedKey[] = [];
  for (let day = 0; day < 100; day += 1) keys.push(...planKeys(keys, NOW + day * DAY_MS).make);
  for (const [index, key] of keys.entries()) {
    if (index > 0) expect(key.notBefore).toBe(keys[index - 1]?.notAfter);
  }
  expect(keys.length).toBe(4);
});

test("a key signs until the last millisecond before its end", () => {
  const { make } = planKeys([], NOW);
  const end = make[0]?.notAfter ?? 0;
  expect([signingKeyOf(make, end - 1)?.number, signingKeyOf(make, end)?.number]).toEqual([1, undefined]);
});

test("a key stays until the end of the longest credential that a record can state", () => {
  const [key] = planKeys([], NOW).make;
  const end = (key?.notAfter ?? 0) + 65_535 * 60_000;
  expect(PUBLISHED_AFTER_DAYS * DAY_MS).toBeGreaterThanOrEqual(65_535 * 60_000);
  expect([planKeys(key ? [key] : [], end).forget, planKeys(key ? [key] : [], end + DAY_MS).forget]).toEqual([[], [1]]);
});

test("a first key signs for 30 days from the present second, and its successor is made three days before the end", () => {
  const begins = Date.UTC(2020, 1, 29, 12);
  const first = { number: 1, notBefore: begins - 300_000, notAfter: begins + 30 * DAY_MS };
  const due = first.notAfter - 3 * DAY_MS;
  expect(planKeys([], NOW)).toEqual({ make: [first], forget: [], nextDue: due });
  expect(planKeys([first], due - 1)).toEqual({ make: [], forget: [], nextDue: due });
  const second = { number: 2, notBefore: first.notAfter, notAfter: first.notAfter + 30 * DAY_MS };
  expect(planKeys([first], due)).toEqual({ make: [second], forget: [], nextDue: second.notAfter - 3 * DAY_MS });
});

test("a plan after the end of its last key begins again, and an old key is due for removal after 46 days", () => {
  const old = { number: 65_535, notBefore: NOW - 40 * DAY_MS, notAfter: NOW - 10 * DAY_MS };
  const begins = Math.floor(NOW / 1000) * 1000;
  const next = { number: 1, notBefore: begins - 300_000, notAfter: begins + 30 * DAY_MS };
  expect(planKeys([old], NOW)).toEqual({ make: [next], forget: [], nextDue: begins + 27 * DAY_MS });
  const older = { ...old, number: 7, notAfter: NOW - 45 * DAY_MS };
  expect(planKeys([{ ...next, number: 8 }, older], NOW)).toEqual({ make: [], forget: [], nextDue: NOW + DAY_MS });
  expect(planKeys([{ ...next, number: 8 }, older], NOW + DAY_MS).forget).toEqual([7]);
});

test("of two valid keys the younger one signs, from its first millisecond", () => {
  const [one, two] = [
    { number: 1, notBefore: NOW - DAY_MS, notAfter: NOW + DAY_MS },
    { number: 2, notBefore: NOW, notAfter: NOW + 2 * DAY_MS },
  ];
  const signs = (now: number) => [signingKeyOf([one, two], now)?.number, signingKeyOf([two, one], now)?.number];
  expect([signs(NOW - DAY_MS), signs(NOW - 1), signs(NOW)]).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
  ]);
});

test("the key in place of leaked ones signs at once, under a number after that of a key that has not begun", () => {
  const begins = Math.floor(NOW / 1000) * 1000;
  const leaked = [
    { number: 7, notBefore: NOW - 28 * DAY_MS, notAfter: NOW + 2 * DAY_MS },
    { number: 8, notBefore: NOW + 2 * DAY_MS, notAfter: NOW + 32 * DAY_MS },
  ];
  const key = { number: 9, notBefore: begins - 300_000, notAfter: begins + 30 * DAY_MS };
  expect(keyInPlaceOf(leaked, NOW)).toEqual(key);
  expect(signingKeyOf([key], NOW)).toEqual(key);
  expect(planKeys([key], NOW).make).toEqual([]);
  expect(keyInPlaceOf([{ ...key, number: 65_535 }], NOW).number).toBe(1);
});
