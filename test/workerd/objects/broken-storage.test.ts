/** A verifier that cannot read the keys answers with a problem, also on the path outside the router. Alone in its file, because an isolate that has already read keys would not read them again. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { createApp } from "../../../src/routes/app.ts";
import type { Env } from "../../../src/routes/env.ts";
import { deployedGateway } from "../../../src/objects/sms.ts";

test("a verifier that cannot read the keys answers with a problem and logs the cause", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = { get: () => Promise.reject(new Error("KV is down")) } as unknown as Env["PUBLISHED"];
  const request = new Request("http://wuhan.localhost/api/v1/verify", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: "1".repeat(300) }),
  });
  const app = createApp(deployedGateway, () => null);
  const answer = await app.fetch(request, { ...env, PUBLISHED: broken }, createExecutionContext());
  expect(answer.status).toBe(500);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({ code: "internal_error" });
  expect(text).not.toMatch(/KV|Error|\.ts/);
  expect(log).toHaveBeenCalledWith(new Error("KV is down"));
});
