/** A deployed build asks an identity authority in the documented form; a Node server plays it, also one that is slow, down, wrong or of two minds. Source: docs/identity-authority.md. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { me, person as personShape } from "../../src/contract/people.ts";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";
import type { Visitor } from "../../tools/visitor.ts";

interface Asked {
  readonly headers: IncomingMessage["headers"];
  readonly body: {
    readonly name: string;
    readonly document: { readonly type: string; readonly number: string };
    readonly phone?: string;
  };
}
type Answering = (asked: Asked, response: ServerResponse) => void;

let server: Server;
let deployed: Running;
let answering: Answering;
const asked: Asked[] = [];
/** The one-time passwords by phone number: the same server is the gateway. */
const passwords = new Map<string, string>();
/** For each message about a change of phone its number, and the id by which the gateway knows a repeated one. */
const changes: { readonly phone: string; readonly key: string | undefined }[] = [];

const json = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answering => {
  return (_, response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};
const text = (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answering => {
  return (_, response) => response.writeHead(status, headers).end(body);
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      if (request.url === "/messages") {
        const password = /\d{6}/.exec(body.text)?.[0];
        if (password === undefined) changes.push({ phone: body.phone, key: request.headers["idempotency-key"]?.toString() });
        else passwords.set(body.phone, password);
        // The first message about a change of phone is refused.
        response.writeHead(changes.length === 1 ? 503 : 202).end();
      } else if (request.url === "/elsewhere") {
        response.writeHead(200).end('{"answer":"match"}');
      } else {
        asked.push({ headers: request.headers, body });
        answering({ headers: request.headers, body }, response);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on a port");
  const url = `http://127.0.0.1:${address.port}`;
  const bindings = {
    ...DEPLOYED.bindings,
    SMS_GATEWAY_URL: `${url}/messages`,
    IDENTITY_AUTHORITY_URL: `${url}/check`,
    IDENTITY_AUTHORITY_TOKEN: "authority-token",
    IDENTITY_AUTHORITY_NAME: "武汉市公安局",
    IDENTITY_AUTHORITY_SECONDS: "1",
  };
  deployed = await startRunning({ ...DEPLOYED, bindings });
});
afterAll(async () => {
  await deployed.dispose();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

let people = 0;

async function aLogin(): Promise<{ readonly phone: string; readonly visitor: Visitor }> {
  people += 1;
  const phone = `1390000${String(1000 + people)}`;
  const visitor = deployed.visitor();
  expect((await visitor.send("POST", "/api/v1/otp", { phone })).status).toBe(202);
  const password = passwords.get(`+86${phone}`);
  expect((await visitor.send("POST", "/api/v1/sessions", { phone, password })).status).toBe(201);
  return { phone, visitor };
}

/** A foreign passport with a number of its own. */
function aDocument() {
  people += 1;
  return { type: "20", number: `E${String(10_000_000 + people)}`, nationality: "FRA", birthDate: "1980-01-01" };
}

const bind = (visitor: Visitor, document = aDocument(), relation = "self") =>
  visitor.send("POST", "/api/v1/people", { relation, name: "Jean Noir", document });

test("the question has name, document and phone, and the bearer token; the answer's reference and the authority's name are shown", async () => {
  answering = json({ answer: "match", reference: "WH-2020-17" });
  const { phone, visitor } = await aLogin();
  const document = aDocument();
  const bound = personShape.parse(JSON.parse((await bind(visitor, document)).text));
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer authority-token" });
  expect(asked[0]?.body).toEqual({ name: "Jean Noir", document, phone: `+86${phone}` });
  expect(bound.proof).toMatchObject({ level: "holder", source: "武汉市公安局", reference: "WH-2020-17", answer: "match" });
});

test("a dependant is asked about without a phone", async () => {
  answering = json({ answer: "match" });
  const { visitor } = await aLogin();
  const bound = personShape.parse(JSON.parse((await bind(visitor, aDocument(), "child")).text));
  expect(asked.map(({ body }) => "phone" in body)).toEqual([false]);
  expect(bound.proof).toMatchObject({ level: "document" });
});

test("an authority that does not say what differs is asked again without the phone", async () => {
  answering = ({ body }, response) =>
    json(body.phone === undefined ? { answer: "match" } : { answer: "no_match" })({ headers: {}, body }, response);
  const { visitor } = await aLogin();
  const bound = personShape.parse(JSON.parse((await bind(visitor)).text));
  expect(asked).toHaveLength(2);
  expect(bound.proof).toMatchObject({ level: "document", answer: "no_match", differs: "phone" });
});

test.each(["name", "document"])("a no_match of the %s enters nothing", async (differs) => {
  answering = json({ answer: "no_match", differs });
  const { visitor } = await aLogin();
  const answer = await bind(visitor);
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([409, { code: "identity_does_not_match", differs }]);
});

const WRONG: readonly (readonly [string, Answering])[] = [
  ["is down", text("", 503)],
  ["is busy and says until when", text("", 429, { "retry-after": "3600" })],
  ["answers no JSON", text("<html>")],
  ["answers another word", json({ answer: "yes" })],
  ["answers a match with a wrong reference", json({ answer: "match", reference: 7 })],
  ["answers a match as a text in a list", json([{ answer: "match" }])],
  ["answers with another differing part", json({ answer: "no_match", differs: "face" })],
  ["answers a match with a long tail", json({ answer: "match", note: "x".repeat(5000) })],
  ["answers a match with another status", json({ answer: "match" }, 201)],
  ["sends the question elsewhere", text("", 307, { location: "/elsewhere" })],
  ["breaks off", (_, response) => response.destroy()],
];

test.each(WRONG)(
  "an authority that %s has not answered: the person is entered, unproved, and asked about again",
  async (_, wrong) => {
    answering = wrong;
    const { visitor } = await aLogin();
    const answer = await bind(visitor);
    expect(answer.status).toBe(201);
    expect(personShape.parse(JSON.parse(answer.text)).proof).toMatchObject({ level: "none", answer: "busy", asked: true });
  },
);

test("an authority that is slow has not answered after three seconds, and the person is proved by themselves when it does", async () => {
  answering = () => undefined;
  const { visitor } = await aLogin();
  const begun = Date.now();
  expect((await bind(visitor)).status).toBe(201);
  expect(Date.now() - begun).toBeGreaterThan(2900);
  answering = json({ answer: "match" });
  const level = async () => (await visitor.ask("GET", "/api/v1/me", me)).people[0]?.proof.level;
  await expect.poll(level, { timeout: 150_000, interval: 500 }).toBe("holder");
});

const own = async ({ visitor }: { readonly visitor: Visitor }) => (await visitor.ask("GET", "/api/v1/me", me)).people[0];

test("an authority that gives one person to two phones makes a change of phone, and never two holders at once", async () => {
  answering = json({ answer: "match" });
  const [first, second] = [await aLogin(), await aLogin()];
  const document = aDocument();
  await bind(first.visitor, document);
  await bind(second.visitor, document);
  expect((await own(first))?.ending).toMatchObject({ why: "replaced" });
  expect(await own(second)).toMatchObject({ ending: null, proof: { level: "holder" } });
  await expect.poll(() => changes.length, { timeout: 150_000, interval: 100 }).toBe(2);
  expect(new Set(changes.map(({ phone }) => phone))).toEqual(new Set([`+86${first.phone}`]));
  expect(new Set(changes.map(({ key }) => key))).toEqual(new Set([expect.stringMatching(/^"[\da-f-]{36}"$/)]));
});

test("a deployed build without an authority proves nobody who is new, and says so on the phone", async () => {
  const alone = await startRunning({
    ...DEPLOYED,
    bindings: { ...DEPLOYED.bindings, SMS_GATEWAY_URL: messagesUrl() },
  });
  const visitor = alone.visitor();
  await visitor.send("POST", "/api/v1/otp", { phone: "13900009999" });
  await visitor.send("POST", "/api/v1/sessions", { phone: "13900009999", password: passwords.get("+8613900009999") });
  const bound = personShape.parse(JSON.parse((await bind(visitor)).text));
  const shown = await visitor.ask(
    "GET",
    "/api/v1/me",
    z.looseObject({ issuer: z.looseObject({ identityAuthority: z.boolean() }) }),
  );
  await alone.dispose();
  expect(bound.proof).toMatchObject({ level: "none", answer: null, asked: false });
  expect(shown.issuer.identityAuthority).toBe(false);
});

function messagesUrl(): string {
  const address = server.address();
  return `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/messages`;
}
