/** Calendar dates in China: the beginning of a day, and days that do not exist. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, isCalendarDate, dateOf } from "../../../src/domain/china-time.ts";

describe("today", () => {
  it("begins at 16:00 UTC of the previous day", () => {
    expect(dateOf(Date.UTC(2020, 1, 28, 15, 59, 59, 999))).toBe("2020-02-28");
    expect(dateOf(Date.UTC(2020, 1, 28, 16))).toBe("2020-02-29");
  });

  it("reaches the new year eight hours earlier than UTC", () => {
    expect(dateOf(Date.UTC(2019, 11, 31, 16))).toBe("2020-01-01");
  });
});

describe("addDays", () => {
  it("handles leap days and the end of the year", () => {
    expect(addDays("2020-02-28", 1)).toBe("2020-02-29");
    expect(addDays("2019-02-28", 1)).toBe("2019-03-01");
    expect(addDays("2020-01-01", -1)).toBe("2019-12-31");
    expect(addDays("2020-02-29", 60)).toBe("2020-04-29");
  });
});

describe("isCalendarDate", () => {
  it.each(["2020-02-29", "2000-02-29", "1889-12-31", "9999-12-31"])("accepts %s", (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    "2019-02-29",
    "1900-02-29",
    "2020-02-30",
    "2020-13-01",
    "2020-00-10",
    "2020-01-00",
    "2020-1-1",
    "20200101",
    "2020-01-01T00:00",
    "0001-01-01",
    "+002020-01-01",
    "",
  ])("refuses %s", (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it("accepts every day that today can name", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }), (ms) => {
        expect(isCalendarDate(dateOf(ms))).toBe(true);
      }),
    );
  });
});
