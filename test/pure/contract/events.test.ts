/** Every operation by which an office, an officer, an operator or a login changes something is an event of the security log (decision 59). */
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import type { Operation } from "../../../src/contract/operation.ts";
import type { ProblemCode } from "../../../src/contract/problem.ts";

/** The refusals of the checks in front of offices, officers and clients. */
const GUARDS: readonly ProblemCode[] = ["not_administrator", "officer_not_bound", "client_refused"];

const isGuarded = ({ tag, problems }: Operation) =>
  tag === "login" || tag === "operators" || GUARDS.some((code) => problems.includes(code));
const operations: readonly Operation[] = OPERATIONS;
const named = (some: readonly Operation[]) => some.map(({ method, path }) => `${method} ${path}`).toSorted();

test("every operation that changes something for an office, an officer, an operator, a client or a login has an event", () => {
  const changing = operations.filter((one) => one.method !== "GET" && isGuarded(one));
  expect(changing.length).toBeGreaterThan(40);
  expect(named(changing.filter(({ event }) => event === undefined))).toEqual([]);
});

test("the events that change nothing are looks at named persons and exports", () => {
  const reading = operations.filter(({ method, event }) => method === "GET" && event !== undefined);
  expect(Object.fromEntries(reading.map(({ path, event }) => [path, event]))).toEqual({
    "/api/v1/divisions/:division/appeals/:id/files/:file": "look",
    "/api/v1/facts/:import/reading": "look",
    "/api/v1/facts/:import/refused.csv": "export",
    "/api/v1/areas/:import/reading": "look",
    "/api/v1/areas/:import/refused.csv": "export",
    "/api/v1/communities/:division/passes": "look",
    "/api/v1/communities/:division/passes.csv": "export",
    "/api/v1/communities/:division/passes.xlsx": "export",
  });
});
