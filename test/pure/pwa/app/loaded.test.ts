/** The state of a value that a screen loads, after each answer of the server. */
import { expect, it } from "vitest";
import type { Problem } from "../../../../src/contract/problem.ts";
import { accept, refuse } from "../../../../src/domain/result.ts";
import { afterAnswer, type Loaded, LOADING, problemIn, ready, valueIn } from "../../../../src/pwa/app/loaded.ts";

function aProblem(status: number): Problem {
  return { type: "about:blank", title: "", status, code: "server_busy", sentence: { zh: "系统正忙。", en: "Busy." } };
}

const OLD: Loaded<string> = { state: "ready", value: "old", problem: aProblem(503) };

it.for<readonly [string, Loaded<string>, Parameters<typeof afterAnswer<string>>[1], Loaded<string>]>([
  ["a first value stands", LOADING, accept("new"), ready("new")],
  ["a value ends a failure", { state: "failed", problem: aProblem(503) }, accept("new"), ready("new")],
  ["a newer value ends the problem of the earlier one", OLD, accept("new"), ready("new")],
  ["a refusal of the first request is a failure", LOADING, refuse(aProblem(503)), { state: "failed", problem: aProblem(503) }],
  ["a value stands while newer ones are refused", ready("old"), refuse(aProblem(503)), OLD],
  ["a value is taken away with the right to see it", OLD, refuse(aProblem(403)), { state: "failed", problem: aProblem(403) }],
])("%s", ([, before, answer, after]) => {
  expect(afterAnswer(before, answer)).toEqual(after);
});

it("a screen that waits has neither a value nor a problem", () => {
  expect([valueIn(LOADING), problemIn(LOADING)]).toEqual([null, null]);
});

it("an old value and the problem of the newer request are both present", () => {
  expect([valueIn(OLD), problemIn(OLD)]).toEqual(["old", aProblem(503)]);
});
