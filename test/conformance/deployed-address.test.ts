/** The deployed build serves nothing until somebody believable names the addresses of its clients, and publishes its own address by its settings. Source: persons-and-officers.md §4. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";

let alone: Running;
let deployed: Running;

beforeAll(async () => {
  alone = await startRunning({ ...DEPLOYED, bindings: {} });
  deployed = await startRunning(DEPLOYED);
});
afterAll(async () => {
  await alone.dispose();
  await deployed.dispose();
});

test.each([
  ["GET", "/healthz"],
  ["GET", "/.well-known/jwks.json"],
  ["POST", "/api/v1/otp"],
  ["POST", "/api/v1/verify"],
  ["POST", "/api/v1/verifications"],
])("neither on Cloudflare nor behind a proxy, %s %s is refused", async (method, path) => {
  const answer = await alone.visitor().send(method, path, method === "POST" ? { phone: "13900000001" } : undefined);
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([500, "internal_error"]);
});

test.each(["wuhan.localhost", "gate.wuhan.localhost", "OFFICE.wuhan.localhost"])(
  "the keys are published at the issuer's first host over TLS, whatever host and port a request names: %s",
  async (host) => {
    const { text } = await deployed.visitor(host).send("GET", "/.well-known/yima-issuer");
    expect(JSON.parse(text)).toMatchObject({ jwksUri: "https://wuhan.localhost/.well-known/jwks.json" });
  },
);
