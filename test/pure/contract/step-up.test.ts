/** Every operation of an office that changes something, or hands data out, needs a fresh passkey, or stands here with the reason why not. Source: decision 58. */
import { expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import type { Operation } from "../../../src/contract/operation.ts";

const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

/** Operations that only an administrator or an officer may call. */
const ofOffices = OPERATIONS.filter(({ problems }) => problems.includes("office_closed"));

/** Changes that need no passkey. A new operation of an office that changes something belongs here only with a reason. */
const WITHOUT: Readonly<Record<string, string>> = {
  "POST /api/v1/communities/:division/points": "a gate's name and place, taken back within ten minutes",
  "PATCH /api/v1/communities/:division/points/:id": "a gate's name and place",
  "DELETE /api/v1/communities/:division/points/:id": "a gate where nobody stands, restored within ten minutes",
  "POST /api/v1/communities/:division/points/:id/restoration": "undoes a removal",
  "POST /api/v1/communities/:division/collectors": "a collector sees one code at one gate, and is added there in the rain",
  "POST /api/v1/communities/:division/collectors/found": "a masked name for a phone number that was typed, limited per hour",
  "DELETE /api/v1/communities/:division/collectors/:id": "takes a right away",
  "POST /api/v1/communities/:division/collectors/:id/restoration": "undoes a removal",
  "POST /api/v1/examinations": "only reads from a host, at most once a minute, and decides nothing",
  "POST /api/v1/rule-sets/:id/trial": "counts, and changes nothing",
  "DELETE /api/v1/rule-sets/:id/trial": "ends a count",
};

/** Reads that hand out files or whole lists of persons. */
const HANDED_OUT = [
  "GET /api/v1/communities/:division/passes.csv",
  "GET /api/v1/communities/:division/passes.xlsx",
  "GET /api/v1/divisions/:division/appeals/:id/files/:file",
];

/** Files that need no passkey. */
const OWN_FILES: Readonly<Record<string, string>> = {
  "GET /api/v1/facts/:import/refused.csv": "lines of the caller's own file that were refused",
  "GET /api/v1/areas/:import/refused.csv": "the same for levels of areas, which name no person",
};

test("every change by an office needs a fresh passkey, but for those with a reason", () => {
  const changes = ofOffices.filter(({ method, stepUp }) => method !== "GET" && stepUp !== true).map(nameOf);
  expect(changes.toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
});

test("every read that hands out files needs one", () => {
  const reads = ofOffices.filter(({ method, stepUp }) => method === "GET" && stepUp === true).map(nameOf);
  expect(reads.toSorted()).toEqual(HANDED_OUT.toSorted());
  const downloads = ofOffices.filter(({ method, type }) => method === "GET" && type !== undefined).map(nameOf);
  expect(downloads.filter((name) => !HANDED_OUT.includes(name)).toSorted()).toEqual(Object.keys(OWN_FILES).toSorted());
});

test("the check stands where a login with an office is required, and nowhere else", () => {
  const marked = OPERATIONS.filter(({ stepUp }) => stepUp === true);
  expect(marked.length).toBeGreaterThan(30);
  expect(marked.filter((one) => !ofOffices.includes(one)).map(nameOf)).toEqual([]);
});
