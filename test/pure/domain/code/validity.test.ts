/** The time of issue and the end that a new credential names. */
import { expect, test } from "vitest";
import { namedDeclaration, validityAt, wholeHours } from "../../../../src/domain/code/validity.ts";

const NINE = Date.UTC(2020, 2, 1, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (minutes: number, seconds = 0) => NINE + minutes * MINUTE + seconds * 1000;

test("all credentials of an hour name its begin and the same end", () => {
  const whole = { issuedAt: NINE, lifetimeMinutes: 1440, expiresAt: NINE + DAY };
  expect([NINE, at(0, 1), at(31, 7), NINE + HOUR - 1].map((now) => validityAt(now, 1440, 0))).toEqual([
    whole,
    whole,
    whole,
    whole,
  ]);
  expect(validityAt(NINE + HOUR, 1440, 0).issuedAt).toBe(NINE + HOUR);
});

test("a turn or a new key in this hour is the earliest time of issue, and the end stays", () => {
  const turn = at(20, 36);
  expect(validityAt(at(20, 36), 1440, turn)).toEqual({ issuedAt: turn, lifetimeMinutes: 1419, expiresAt: turn + 1419 * MINUTE });
  expect(validityAt(at(20, 59), 1440, turn).issuedAt).toBe(turn);
  expect(validityAt(at(21), 1440, turn)).toEqual({ issuedAt: at(21), lifetimeMinutes: 1419, expiresAt: NINE + DAY });
  expect(validityAt(at(60), 1440, turn).issuedAt).toBe(at(60));
});

test("a turn on a full minute is itself the time of issue, so that codes from before it are older", () => {
  expect(validityAt(at(20), 1440, at(20)).issuedAt).toBe(at(20));
  expect(validityAt(at(19, 59), 1440, 0).issuedAt).toBeLessThan(at(20));
});

test("a declaration is named by its hour, and is never later than the issue", () => {
  expect(namedDeclaration(at(42, 5), at(60))).toBe(NINE);
  expect(namedDeclaration(at(60), at(20, 36))).toBe(at(20, 36));
});

test("lifetimes are full hours, at least two, and fit into the record", () => {
  expect([1, 60, 120, 121, 1440, 65_535].map(wholeHours)).toEqual([120, 120, 120, 180, 1440, 65_520]);
});
