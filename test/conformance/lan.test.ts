/** `npm start -- --lan` for phones on the same network, with this machine as the phone: the page with the certificate, and one demonstration user per port. */
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localAuthority } from "../../tools/authority.ts";
import { type Lan, type LanPlan, openLan, planLan } from "../../tools/lan.ts";
import { type Running, startRunning } from "../support/running.ts";

const directory = mkdtempSync(join(tmpdir(), "yima-authority-"));
let plan: LanPlan;
let running: Running;
let lan: Lan;

beforeAll(async () => {
  plan = await planLan("127.0.0.1", 18_800);
  running = await startRunning({ secure: true, bindings: plan.bindings });
  lan = await openLan(plan, localAuthority(directory), running.securePort);
});
afterAll(async () => {
  await lan.close();
  await running.dispose();
  rmSync(directory, { recursive: true });
});

/** Reads the issuer's document like a phone that trusts only the certificate of the first page. */
async function issuerAt(url: string): Promise<unknown> {
  const certificate = await fetch(new URL("/yima-trial.crt", lan.page));
  expect(certificate.headers.get("content-type")).toBe("application/x-x509-ca-cert");
  const ca = await certificate.text();
  return new Promise((done, failed) => {
    get(new URL("/.well-known/yima-issuer", url), { ca }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => done(JSON.parse(text)));
    }).on("error", failed);
  });
}

test("the first page leads to each seat", async () => {
  const page = await (await fetch(lan.page)).text();
  const links = Array.from(page.matchAll(/class="big" href="(https:[^"]+)"/g), ([, url]) => url);
  expect(links).toEqual(plan.seats.map(({ url }) => url));
});

test("each seat answers as its host, over TLS that the certificate of the first page proves", async () => {
  const issuers = await Promise.all(plan.seats.map(({ url }) => issuerAt(url)));
  const expected = plan.seats.map(({ host, port }) => ({ jwksUri: `https://${host}:${port}/.well-known/jwks.json` }));
  expect(issuers).toMatchObject(expected);
});

test("no two seats share a port, which would be one login", () => {
  expect(new Set(plan.seats.map(({ port }) => port)).size).toBe(plan.seats.length);
});

test("a machine that is on no local network is told what to do", async () => {
  const alone = planLan("", 18_800);
  await expect(alone).rejects.toThrow("connect it to the same Wi-Fi as the phones");
});
