/** The local build behind TLS, for browsers that refuse its cookie over plain http, and for real phones on the same network. */
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Authority, localAuthority } from "../../tools/authority.ts";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { type Front, openFront } from "../../tools/front.ts";
import { type Running, startRunning } from "../support/running.ts";

/** The port of the gate in the requests' Host header. The real port of the front, which terminates TLS, is a free one that the test cannot choose. */
const GATE_PORT = 8802;

const directory = mkdtempSync(join(tmpdir(), "yima-authority-"));
let authority: Authority;
let running: Running;
let front: Front;

beforeAll(async () => {
  authority = localAuthority(directory);
  const hosts = JSON.stringify({ [GATE_PORT]: HOSTS.collector });
  running = await startRunning({ secure: true, bindings: { YIMA_LAN_HOSTS: hosts } });
  const tls = authority.vouch([...Object.values(HOSTS), "127.0.0.1"]);
  front = await openFront(tls, { port: 0, host: "127.0.0.1", to: running.securePort });
});
afterAll(async () => {
  await front.close();
  await running.dispose();
  rmSync(directory, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** Sends a request to the front as a page at `https://${host}` would. @param origin the page's origin; that of the host by default */
function send(
  method: string,
  host: string,
  path: string,
  body?: object,
  { origin = `https://${host}`, cookie = "" } = {},
): Promise<Answer> {
  const { hostname } = new URL(`https://${host}`);
  const headers = { host, origin, "x-yima": "1", "content-type": "application/json", cookie };
  const servername = /^\d/.test(hostname) ? {} : { servername: hostname };
  return new Promise((done, failed) => {
    const options = {
      host: "127.0.0.1",
      port: front.port,
      ca: authority.certificate,
      method,
      path,
      headers,
      ...servername,
      agent: false,
    };
    // The certificate's names are not compared with the host: the certificate does not have the address 192.168.1.5 of the phone's requests.
    const sent = request({ ...options, checkServerIdentity: () => undefined }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => done({ status: response.statusCode, cookies: response.headers["set-cookie"] ?? [], text }));
    });
    sent.on("error", failed);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test("a host name logs in over TLS", async () => {
  const host = `${HOSTS.resident}:${front.port}`;
  const { cookies } = await send("POST", host, "/api/v1/otp", { phone: RESIDENT.phone });
  const password = await running.visitor().passwordOf(RESIDENT.phone);
  const cookie = cookies[0]?.split(";", 1)[0] ?? "";
  const answer = await send("POST", host, "/api/v1/sessions", { phone: RESIDENT.phone, password }, { cookie });
  expect(answer.status).toBe(201);
  expect([...cookies, ...answer.cookies].filter((set) => !/^__Host-.*; Secure/i.test(set))).toEqual([]);
  expect(answer.cookies.at(-1)).toMatch(/^__Host-yima-session=/);
});

test("the issuer names itself under https", async () => {
  const { text } = await send("GET", `${HOSTS.resident}:${front.port}`, "/.well-known/yima-issuer");
  expect(JSON.parse(text)).toMatchObject({ jwksUri: `https://${HOSTS.resident}:${front.port}/.well-known/jwks.json` });
});

test("a phone that knows only this machine's address is at the host of its port", async () => {
  const { text } = await send("GET", `192.168.1.5:${GATE_PORT}`, "/.well-known/yima-issuer");
  expect(JSON.parse(text)).toMatchObject({ jwksUri: `https://${HOSTS.collector}:${GATE_PORT}/.well-known/jwks.json` });
});

test("its own writes are taken, those of another page are not", async () => {
  const ask = (page: { readonly origin?: string } = {}) =>
    send("POST", `192.168.1.5:${GATE_PORT}`, "/api/v1/otp", { phone: "13800000099" }, page);
  const answers = [
    await ask(),
    await ask({ origin: "https://192.168.1.5:8801" }),
    await ask({ origin: `https://${HOSTS.collector}:${GATE_PORT}` }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 403, 403]);
});

test("an address at a port that is nobody's is refused with a stable code", async () => {
  const { status, text } = await send("GET", "192.168.1.5:8899", "/api/v1/time");
  expect([status, JSON.parse(text).code]).toEqual([421, "host_unknown"]);
});

test("without TLS the port of the front answers nothing", async () => {
  await expect(fetch(`http://127.0.0.1:${front.port}/`)).rejects.toThrow("fetch failed");
});

test("a front that is cut refuses, and answers again when it is mended", async () => {
  await front.cut();
  await expect(send("GET", `${HOSTS.resident}:${front.port}`, "/api/v1/time")).rejects.toThrow(/ECONNREFUSED/);
  await front.mend();
  expect((await send("GET", `${HOSTS.resident}:${front.port}`, "/api/v1/time")).status).toBe(200);
});
