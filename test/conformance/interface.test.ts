/**
 * The interface of authorised systems, seen by clients of other authors against the built worker: oauth4webapi and openid-client with and without DPoP, and the
 * example of docs/interface.md in Python (PyJWT). RFC 6749, RFC 7523, RFC 8414, RFC 9449.
 */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { clientWithSecret } from "../../src/contract/client.ts";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, liveCodeOf } from "../../tools/demo.ts";
import { run } from "../../tools/command.ts";
import { needPython } from "../../tools/python.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { issuersOfToml } from "../support/issuers.ts";
import { inCharge } from "../support/officers.ts";
import { type Running, startRunning } from "../support/running.ts";

const outcome = z.object({ returnCode: z.int(), valid: z.boolean().optional(), colour: z.string().optional() });
const folder = mkdtempSync(join(tmpdir(), "yima-interface-"));
const KEY_FILE = join(folder, "client.pem");

let running: Running;
let origin: string;
let client: string;
let key: CryptoKey;
let python: string;
let resident: Visitor;

beforeAll(async () => {
  ({ python } = await needPython());
  running = await startRunning({ bindings: { YIMA_ISSUERS: withWuhanAt("localhost", HOSTS.resident) } });
  resident = await enrol(running.port, "localhost", RESIDENT);
  origin = `http://localhost:${running.port}`;
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = pair.privateKey.export({ format: "pem", type: "pkcs8" });
  writeFileSync(KEY_FILE, pem);
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  key = await crypto.subtle.importKey("jwk", pair.privateKey.export({ format: "jwk" }), algorithm, false, ["sign"]);
  const [first, second] = [
    await inCharge(running.port, HOSTS.administrator, DISTRICT, "4201"),
    await inCharge(running.port, HOSTS.administrator, STREET, "4201"),
  ];
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const jwks = { keys: [{ kty: "EC", crv: "P-256", kid: "1", use: "sig", x, y }] };
  const order = { name: "市医院", scope: "4201", rights: [], verbs: ["verify-code", "query-health"], jwks };
  client = (await first.ask("POST", "/api/v1/clients", clientWithSecret, order)).client.id;
  await second.ask("POST", `/api/v1/clients/${client}/approvals`, z.unknown());
});
afterAll(async () => {
  await running.dispose();
  rmSync(folder, { recursive: true });
});

/** The names below localhost are known to browsers only, so Wuhan has the nation's host here, and the nation has Wuhan's. */
const withWuhanAt = (here: string, there: string) =>
  issuersOfToml((issuers) =>
    issuers.map((issuer) => {
      const hosts = z.array(z.string()).parse(issuer["hosts"]);
      const swapped = hosts.map((host) => (host === there ? here : host === here ? there : host));
      return { ...issuer, hosts: swapped };
    }),
  );

const bodyOf = (digits: string) => JSON.stringify({ person: { code: digits }, purpose: "入院登记", basis: "本人同意" });
const JSON_BODY = { "content-type": "application/json" };

test("oauth4webapi finds the server, gets a token that is bound to its key, and asks for a colour with it", async () => {
  const issuer = new URL(origin);
  const insecure = { [oauth.allowInsecureRequests]: true };
  const found = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, found);
  const me = { client_id: client };
  const proof = oauth.DPoP({}, await oauth.generateKeyPair("ES256"));
  const auth = oauth.PrivateKeyJwt({ key, kid: "1" });
  const options = { DPoP: proof, ...insecure };
  const asked = await oauth.clientCredentialsGrantRequest(server, me, auth, { scope: "query-health" }, options);
  const token = await oauth.processClientCredentialsResponse(server, me, asked);
  expect(token).toMatchObject({ token_type: "dpop", expires_in: 300, scope: "query-health" });
  const url = new URL("/api/v1/interface/query-health", origin);
  const body = bodyOf(await liveCodeOf(resident));
  const answer = await oauth.protectedResourceRequest(token.access_token, "POST", url, new Headers(JSON_BODY), body, options);
  expect(outcome.parse(await answer.json())).toEqual({ returnCode: 0, colour: "none" });
  await expect(
    oauth.protectedResourceRequest(token.access_token, "POST", url, new Headers(JSON_BODY), body, insecure),
  ).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
});

test("openid-client gets a bearer token and checks a code", async () => {
  const auth = openid.PrivateKeyJwt({ key, kid: "1" });
  const options = { algorithm: "oauth2" as const, execute: [openid.allowInsecureRequests] };
  const config = await openid.discovery(new URL(origin), client, undefined, auth, options);
  const { access_token: token, scope } = await openid.clientCredentialsGrant(config, { scope: "verify-code" });
  expect(scope).toBe("verify-code");
  const url = new URL("/api/v1/interface/verify-code", origin);
  const body = JSON.stringify({ code: await liveCodeOf(resident) });
  const answer = await openid.fetchProtectedResource(config, token, url, "POST", body, new Headers(JSON_BODY));
  expect(outcome.parse(await answer.json())).toEqual({ returnCode: 0, valid: true, colour: "none" });
});

test("the example of docs/interface.md in Python checks a code", async () => {
  const example = /```python\n([\s\S]*?)```/.exec(readFileSync("docs/interface.md", "utf8"))?.[1] ?? "";
  const program = join(folder, "example.py");
  writeFileSync(program, example);
  const env = { ORIGIN: origin, CLIENT: client, KEY: KEY_FILE, CODE: await liveCodeOf(resident) };
  const { status, output } = await run(python, ["-B", program], { capture: true, env });
  expect([status, outcome.parse(JSON.parse(output))]).toEqual([0, { returnCode: 0, valid: true, colour: "none" }]);
});
