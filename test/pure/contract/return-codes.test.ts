/** The numbers of outcomes at the interface: each refusal has exactly one, in the group of its kind, and none changes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { RETURN_CODES } from "../../../src/contract/interface/return-codes.ts";
import { INTERFACE } from "../../../src/contract/interface/verbs.ts";
import { type Operation, problemsOf } from "../../../src/contract/operation.ts";

const operations: readonly Operation[] = OPERATIONS;
const problems = new Set<string>(operations.filter(({ path }) => path.startsWith(INTERFACE)).flatMap(problemsOf));
const groupOf = (code: string) => Math.floor((RETURN_CODES.get(code) ?? Number.NaN) / 10_000);

/** The refusals that docs/code-format.md §8 names: in its table, and below for a JWS. */
const section = readFileSync("docs/code-format.md", "utf8").split("## 8. Verifying")[1]?.split("## 9.")[0] ?? "";
const inTable = section
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .flatMap((line) => [...(line.split("|")[3] ?? "").matchAll(/`(\w+)`/g)].map(([, code = ""]) => code));
const ofCodes = new Set([...inTable, "header_unexpected"]);

test("each refusal of a code and each problem of the interface has one number, and no number has two", () => {
  expect(ofCodes.size).toBe(28);
  expect([...RETURN_CODES.keys()].toSorted()).toEqual([...new Set([...ofCodes, ...problems])].toSorted());
  expect(new Set(RETURN_CODES.values()).size).toBe(RETURN_CODES.size);
});

test("4xxxx are the refusals of a code and no others", () => {
  expect([...RETURN_CODES.keys()].filter((code) => groupOf(code) === 4).toSorted()).toEqual([...ofCodes].toSorted());
});

test("the numbers are those that clients know", () => {
  expect(Object.fromEntries(RETURN_CODES)).toMatchObject({
    bad_request: 10001,
    token_refused: 20001,
    proof_refused: 20002,
    verb_not_granted: 20003,
    not_a_code: 40001,
    signature_invalid: 40015,
    proof_too_old: 40020,
    revoked: 40024,
    header_unexpected: 40028,
    too_many_requests: 50001,
    internal_error: 90001,
    busy: 90002,
  });
});
