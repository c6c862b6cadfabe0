/** The OpenAPI document describes every mounted route and no other. */
import { expect, test } from "vitest";
import { createApp } from "../../../src/routes/app.ts";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { deployedGateway } from "../../../src/objects/sms.ts";
import { Visitor } from "../visitor.ts";

const named = (routes: readonly { readonly method: string; readonly path: string }[]) =>
  [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].toSorted();

test("every mounted route is described, and every described one is mounted", () => {
  expect(named(OPERATIONS)).toEqual(named(createApp(deployedGateway, () => null).routes));
});

test("the document has the bodies, answers and problems of each path", async () => {
  const document = await new Visitor().ask<{ paths: Record<string, Record<string, unknown>> }>("GET", "/openapi.json");
  expect(Object.keys(document.paths)).toHaveLength(new Set(OPERATIONS.map(({ path }) => path)).size);
  expect(document.paths["/api/v1/people/{person}/declarations/{n}"]).toMatchObject({
    get: {
      parameters: [{ name: "person" }, { name: "n" }],
      responses: { 200: { content: { "application/json": { schema: { type: "object" } } } }, 404: {} },
    },
  });
  expect(document.paths["/api/v1/otp"]).toMatchObject({
    post: { requestBody: { content: { "application/json": { schema: { required: ["phone"], additionalProperties: false } } } } },
  });
});
