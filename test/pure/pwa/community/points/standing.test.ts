/** Who stands at a point that cannot be deleted. */
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

test("a point in use names who stands there", () => {
  expect(standingOf(problem("point_in_use", { collectors }))).toEqual({ standing: ["李** 138*****003", "王* 139*****117"] });
});

test("another refusal names nobody", () => {
  expect(standingOf(problem("point_not_found", { collectors })).standing).toEqual([]);
});

test("what is no name in the answer is passed over", () => {
  expect(standingOf(problem("point_in_use", { collectors: [null, 7, ...collectors.slice(1)] })).standing).toEqual([
    "王* 139*****117",
  ]);
  expect(standingOf(problem("point_in_use", { collectors: "李**" })).standing).toEqual([]);
});
