/** Temperatures as people type, paste and dictate them. */
import { describe, expect, it } from "vitest";
import { readTemperature } from "../../../../src/domain/declaration/temperature.ts";

describe("a typed temperature", () => {
  it.each([
    "36.5",
    " 36.5 ",
    "36,5",
    "36。5",
    "36｡5",
    "３６．５",
    "３６，５",
    "36、5",
    "36·5",
    "36'5",
    "36：5",
    "36٫5",
    "٣٦٫٥",
    "36.5℃",
    "36.5 °C",
    "36.5°c",
    "36.5C",
    "36.5度",
    "36.5摄氏度",
    "36度5",
    "36点5",
    "36. 5",
    "36.50",
    "体温：36.5",
    "今天的体温是36.5度。",
    "\u202a36.5\u202c",
    "36.5。",
    "36.5，",
  ])("%j is 36.5", (text) => {
    expect(readTemperature(text)).toEqual({ ok: true, value: 36.5 });
  });

  it.each([
    ["37", 37],
    ["37。", 37],
    ["37度", 37],
    ["36.55", 36.55],
    ["20", 20],
    ["97.7", 97.7],
    ["100", 100],
  ])("%j is %f, for the rules to judge", (text, value) => {
    expect(readTemperature(text)).toEqual({ ok: true, value });
  });

  it.each([
    ["365", 36.5],
    ["３６５", 36.5],
    ["382", 38.2],
    ["340", 34],
    ["439", 43.9],
    ["365℃", 36.5],
  ])("%j has no decimal mark: the question is whether it means %f", (text, meant) => {
    expect(readTemperature(text)).toEqual({ ok: false, refusal: { code: "temperature_point", meant } });
  });

  it.each(["", "  ", "\u3000"])("%j is missing", (text) => {
    expect(readTemperature(text)).toEqual({ ok: false, refusal: { code: "temperature_missing" } });
  });

  it.each(["正常", "36.5.1", "-36.5", "3 6 5", "36.5 37.1", "℃", "1e2", "36.5555", "36..5", "99999"])(
    "%j cannot be read",
    (text) => {
      expect(readTemperature(text)).toEqual({ ok: false, refusal: { code: "temperature_unread" } });
    },
  );
});
