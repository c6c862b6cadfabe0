/** The collectors named in the refusal to remove a point where they stand. */
import { expect, test } from "vitest";
import { standingOf } from "../../../../../src/pwa/community/points/standing.ts";

const problem = (code: string, more: object) => ({
  type: "about:blank",
  title: code,
  status: 409,
  code,
  sentence: { zh: "", en: "" },
  ...more,
});
const collectors = [
  { maskedPhone: "138*****003", maskedName: "李**" },
  { maskedPhone: "139*****117", maskedName: "王*" },
];

test("the sentence about a point in use names the collectors who stand there", () => {
  expect(standingOf(problem("point_in_use", { collectors }))).toEqual({ standing: ["李** 138*****003", "王* 139*****117"] });
});

test("the sentence about another refusal names nobody", () => {
  expect(standingOf(problem("point_not_found", { collectors })).standing).toEqual([]);
});

test("entries of the answer that are not names are ignored", () => {
  expect(standingOf(problem("point_in_use", { collectors: [null, 7, ...collectors.slice(1)] })).standing).toEqual([
    "王* 139*****117",
  ]);
  expect(standingOf(problem("point_in_use", { collectors: "李**" })).standing).toEqual([]);
});
