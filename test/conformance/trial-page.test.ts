/** The page /local/try and what it needs in the pages of the app: only the local build has it, only for its own issuer, and only this page may frame them. */
import { readdirSync, readFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATOR, COLLECTOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { root } from "../../tools/command.ts";
import { type Running, startRunning } from "../support/running.ts";

const client = join(root, "dist/client");

let local: Running;
let deployed: Running;

beforeAll(async () => {
  local = await startRunning({ secure: true });
  deployed = await startRunning({ script: "worker", entrypoint: "default" });
});
afterAll(async () => {
  await local.dispose();
  await deployed.dispose();
});

interface Answer {
  readonly status: number;
  readonly policy: string;
  readonly location: string | undefined;
  readonly text: string;
}

interface Place {
  readonly host?: string;
  readonly running?: Running;
  readonly port?: number;
}

/** Requests a page like a browser, which sends the host name with the port. */
function open(path: string, options: Place = {}): Promise<Answer> {
  const { host = HOSTS.resident, running = local, port = running.port } = options;
  return new Promise((done, failed) => {
    get({ port, path, headers: { host: `${host}:${running.port}` } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      const { "content-security-policy": policy, location } = response.headers;
      response.on("end", () => done({ status: response.statusCode ?? 0, policy: String(policy), location, text }));
    }).on("error", failed);
  });
}

const origin = (host: string) => `http://${host}:${local.port}`;

test("it frames the pages of the three logins, and says their phone numbers", async () => {
  const { status, text } = await open("/local/try");
  const frames = Array.from(text.matchAll(/<iframe[^>]* src="(http:\/\/[^/"]+)/g), ([, src]) => src);
  expect([status, frames]).toEqual([200, [HOSTS.resident, HOSTS.collector, HOSTS.administrator].map(origin)]);
  for (const { phone } of [RESIDENT, COLLECTOR, ADMINISTRATOR]) expect(text).toContain(phone);
});

test("it stands at one address: another host of the issuer leads there", async () => {
  expect(await open("/local/try", { host: HOSTS.collector })).toMatchObject({
    status: 302,
    location: `${origin(HOSTS.resident)}/local/try`,
  });
});

test("nobody may frame it", async () => {
  expect((await open("/local/try")).policy).toContain("frame-ancestors 'none'");
});

test("only the trial page may frame a page of the app, and the page keeps the rest of the deployed policy", async () => {
  const { policy } = await open("/", { host: HOSTS.collector });
  const asDeployed = policy
    .replace(/ 'sha256-[\w+/=]+'/, "")
    .replace(`frame-ancestors ${origin(HOSTS.resident)};`, "frame-ancestors 'none';");
  expect(asDeployed).not.toBe(policy);
  expect(readFileSync(join(client, "_headers"), "utf8")).toContain(asDeployed);
});

test.each([
  ["of another issuer", { host: "hubei.localhost" }],
  ["over TLS", { host: HOSTS.resident }],
] as const)("nobody may frame a page %s, and the trial page is missing there", async (where, options) => {
  const place = where === "over TLS" ? { ...options, port: local.securePort } : options;
  expect((await open("/", place)).policy).toContain("frame-ancestors 'none'");
  expect((await open("/local/try", place)).status).toBe(404);
});

test("the local build adds a link to the outbox to a page", async () => {
  expect((await open("/")).text).toContain('href="/local/outbox"');
});

test("a deployed build answers the address of the trial page like any unknown address", async () => {
  const [door, nobodys] = [await open("/local/try", { running: deployed }), await open("/nobodys/page", { running: deployed })];
  expect([door.status, door.text]).toEqual([nobodys.status, nobodys.text]);
});

test("the files of a deployed build allow no frame, link to no outbox, and listen to no message of another window", () => {
  expect(readFileSync(join(client, "_headers"), "utf8").match(/frame-ancestors [^;]+/g)).toEqual(["frame-ancestors 'none'"]);
  const files = readdirSync(client, { recursive: true, encoding: "utf8" }).filter((name) => /\.(?:js|html)$/.test(name));
  const texts = files.map((name) => [name, readFileSync(join(client, name), "utf8")] as const);
  const holding = (pattern: RegExp) => texts.filter(([, text]) => pattern.test(text)).map(([name]) => name);
  expect(holding(/\/local\//)).toEqual([]);
  // Workers hear only pages of their own origin: no other origin has a reference to them.
  const listening = holding(
    /(?:^|[^.\w]|\b(?:window|self|globalThis|parent)\.)(?:addEventListener\(["'`]message["'`]|onmessage\s*=)/,
  );
  expect(listening.map((name) => name.replace(/-[\w-]{7}\.js$/, ".js")).toSorted()).toEqual(["assets/scan-worker.js", "sw.js"]);
});
