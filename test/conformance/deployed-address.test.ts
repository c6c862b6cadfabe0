/** The deployed build serves nothing until somebody believable names the addresses of its clients. Source: persons-and-officers.md §4. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";

let alone: Running;

beforeAll(async () => {
  alone = await startRunning({ ...DEPLOYED, bindings: {} });
});
afterAll(() => alone.dispose());

test.each([
  ["GET", "/healthz"],
  ["GET", "/.well-known/jwks.json"],
  ["POST", "/api/v1/otp"],
  ["POST", "/api/v1/verify"],
])("neither on Cloudflare nor behind a proxy, %s %s is refused", async (method, path) => {
  const answer = await alone.visitor().send(method, path, method === "POST" ? { phone: "13900000001" } : undefined);
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([500, "internal_error"]);
});
