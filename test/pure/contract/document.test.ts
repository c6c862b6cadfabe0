/** The OpenAPI document: every operation has an explanation, and every example fits the shape that it illustrates. */
import { expect, test } from "vitest";
import * as z from "zod";
import { problemsOf, TAGS } from "../../../src/contract/operation.ts";
import { API, OPERATIONS } from "../../../src/contract/document/operations.ts";
import { problem } from "../../../src/contract/problem.ts";
import { exampleOf } from "../../../src/contract/document/example.ts";
import { openApi } from "../../../src/contract/document/openapi.ts";

interface Documented {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

const document: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
} = JSON.parse(openApi());

const faultsOf = (shape: z.ZodType, example: unknown) => z.safeParse(shape, example).error?.issues ?? [];
const operations = Object.entries(API).map(([id, operation]) => [id, operation as (typeof OPERATIONS)[number]] as const);

test.each(operations)("%s has a summary of a few words, a description and a tag", (_, { summary, description, tag }) => {
  expect(summary.split(" ").length).toBeLessThanOrEqual(9);
  expect(description).toMatch(/^[A-Z].{30,}\.$/);
  expect(Object.keys(TAGS)).toContain(tag);
});

test.each(operations)("the examples of %s fit their own shapes", (id, { body, query, answers }) => {
  for (const shape of [body, ...Object.values(answers)])
    if (shape !== undefined && shape !== null) expect(faultsOf(shape, exampleOf(shape, "", id))).toEqual([]);
  for (const [name, shape] of Object.entries(query?.shape ?? {}))
    expect(z.safeParse(shape, exampleOf(shape, name, id)).success).toBe(true);
});

test("every operation stands in the document under its id, and no two features share an id", () => {
  const ids = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(ids.toSorted()).toEqual(Object.keys(API).toSorted());
  expect(new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`)).size).toBe(OPERATIONS.length);
});

test("the document groups the problems of an operation by status, with an example of each code", () => {
  const responses = document.paths["/api/v1/people/{person}/looks"]?.get?.responses ?? {};
  expect(Object.keys(responses)).toEqual(["200", "400", "401", "403", "404", "410", "421", "500", "503"]);
  expect(responses[404]).toMatchObject({
    content: {
      "application/problem+json": {
        schema: {
          allOf: [
            { $ref: "#/components/schemas/Problem" },
            { properties: { code: { enum: ["person_not_found", "not_manager"] } } },
          ],
        },
        examples: { not_manager: { $ref: "#/components/examples/not_manager" } },
      },
    },
  });
  for (const { value } of Object.values(document.components.examples)) expect(problem.safeParse(value).success).toBe(true);
  expect(Object.keys(document.components.examples).toSorted()).toEqual([...new Set(OPERATIONS.flatMap(problemsOf))].toSorted());
});
