/** Every object that a caller sends, in a query, a body or a signed act, refuses members that it does not know: a misspelt filter would otherwise be left out silently. A path has no other parameters than its own. */
import { expect, test } from "vitest";
import * as z from "zod";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import type { Operation } from "../../../src/contract/operation.ts";
import { administratorAct, decisionAct, factAct, hostingAct, waitingAct } from "../../../src/contract/operator-act.ts";

const operations: readonly Operation[] = OPERATIONS;
const SENT: readonly (readonly [string, z.ZodType])[] = [
  ...operations.flatMap(({ method, path, query, body }) =>
    Object.entries({ query, body }).flatMap(([part, shape]) =>
      shape === undefined ? [] : [[`${part} of ${method} ${path}`, shape] as const],
    ),
  ),
  ...Object.entries({ administratorAct, decisionAct, factAct, hostingAct, waitingAct }),
];

/** The places in a JSON Schema at which an object says nothing about unknown members. */
function openObjects(schema: unknown, place: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const isOpen = "type" in schema && schema.type === "object" && !("additionalProperties" in schema);
  const inside = Object.entries(schema).flatMap(([key, value]) => openObjects(value, `${place}/${key}`));
  return isOpen ? [place, ...inside] : inside;
}

/** For input, an object that drops unknown members has no `additionalProperties`, and a loose one has an empty schema. */
function faultsOf(name: string, shape: z.ZodType): readonly string[] {
  const schema = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
  return [
    ...openObjects(schema, name),
    ...(JSON.stringify(schema).includes('"additionalProperties":{}') ? [`${name}: loose`] : []),
  ];
}

test("the walk finds an object that drops unknown members, and a loose one, at any depth", () => {
  const inside = { rows: z.array(z.union([z.null(), z.object({ a: z.string() })])).optional() };
  expect(faultsOf("body", z.strictObject(inside))).toEqual(["body/properties/rows/items/anyOf/1"]);
  expect(faultsOf("body", z.strictObject({ a: z.looseObject({}) }))).toEqual(["body: loose"]);
  expect(faultsOf("body", z.strictObject({ a: z.record(z.string(), z.int()) }))).toEqual([]);
});

test("no shape of a request has one", () => {
  expect(SENT.length).toBeGreaterThan(70);
  expect(SENT.flatMap(([name, shape]) => faultsOf(name, shape))).toEqual([]);
});
