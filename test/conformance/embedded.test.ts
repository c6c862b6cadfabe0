/** The embedded runtime of `npm start`: state that survives a restart, assets with their headers, issuers by host name. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";
import { type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";

let running: Running;

beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.dispose());

test("a page comes with the security headers of the _headers file", async () => {
  const { headers } = await running.visitor().send("GET", "/");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test.each(["/", "/local/outbox", "/local/outbox.json", "/local/authority", "/local/nothing", "/api/v1/time"])(
  "on one machine %s has the headers of a deployed build, without strict transport",
  async (path) => {
    const { headers } = await running.visitor().send("GET", path);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" });
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none';/);
    expect(headers["strict-transport-security"]).toBeUndefined();
  },
);

test("the files of a deployed build ask for https for two years", () => {
  const file = readFileSync(new URL("../../static/public/_headers", import.meta.url), "utf8");
  expect(file).toContain("Strict-Transport-Security: max-age=63072000; includeSubDomains");
});

test("the address of a screen is answered with the app's page", async () => {
  const page = await running.visitor().send("GET", "/");
  const screen = await running.visitor().send("GET", "/workbench/points");
  expect([screen.status, screen.text]).toEqual([200, page.text]);
});

test("an unknown host is refused with a stable code", async () => {
  const answer = await running.visitor("nobody.localhost").send("GET", "/api/v1/time");
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([421, "host_unknown"]);
});

test("the issuer's keys are the same after a restart on the same state", async () => {
  const before = await running.visitor().send("GET", "/.well-known/jwks.json");
  await running.stop();
  const again = await startEmbedded({ port: 0, persist: running.state, masterKey: TEST_MASTER_KEY });
  const after = await new Visitor(again.port, "wuhan.localhost").send("GET", "/.well-known/jwks.json");
  await again.dispose();
  expect([after.status, after.text]).toEqual([200, before.text]);
});
