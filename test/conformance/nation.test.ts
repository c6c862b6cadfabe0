/**
 * The nation on one machine, as `npm start` makes it: two officers admit issuers by command, jose verifies the files, and a gate of one issuer believes the
 * codes of another one exactly while the register lists it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader, generalVerify, importJWK, type JWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { verifyResponse } from "../../src/contract/verify.ts";
import { root as project, run } from "../../tools/command.ts";
import { COLLECTOR, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, phoneOf } from "../../tools/demo.ts";
import { keyFiles } from "../support/operator-files.ts";
import { FIRST } from "../support/operators.ts";
import { HUBEI } from "../support/hubei.ts";
import { aTestNation, NATION, officerOf, recognise, type TestNation } from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

const WUHAN = "wuhan.localhost";
const FILES = "/.well-known/trust";

let nation: TestNation;
let directory: string;
const operators = keyFiles();
const operatorKey = operators.write(FIRST);
let running: Running;
let pinned: {
  readonly root: { readonly keys: JWK[] };
  readonly register: { readonly keys: JWK[] };
  readonly state: { readonly keys: JWK[] };
};
/** Makes a live code of a resident of Wuhan, and one of Hubei. */
let wuhanCode: () => Promise<string>;
let hubeiCode: () => Promise<string>;

beforeAll(async () => {
  nation = await aTestNation();
  ({ directory } = nation);
  const root = JSON.parse(readFileSync(join(directory, "root.json"), "utf8"));
  pinned = JSON.parse(Buffer.from(root.payload, "base64url").toString("utf8"));
  running = await startRunning({ bindings: nation.bindings });
  wuhanCode = await phoneOf(await enrol(running.port, WUHAN, RESIDENT));
  hubeiCode = await phoneOf(await enrol(running.port, HUBEI, COLLECTOR));
});
afterAll(async () => {
  await running.dispose();
  nation.remove();
  operators.remove();
});

const officer = (number: 1 | 2, ...words: readonly string[]) => officerOf(running, nation, number, ...words);

/** The application of the issuer of a host, which one of its operators asks for. */
async function application(host: string, ...words: readonly string[]): Promise<string> {
  const out = join(directory, `${host}${words.join("")}.application`);
  const args = ["apply", ...words, "--key", operatorKey, "--origin", `http://${host}:${running.port}`, "--out", out];
  const applied = await run("node", [join(project, "tools/issuer.ts"), ...args], { capture: true });
  expect(applied.status, applied.output).toBe(0);
  return out;
}

async function bothSign(...words: readonly string[]): Promise<void> {
  for (const [number, act] of [[1, words] as const, [2, ["sign"]] as const]) {
    const signed = await officer(number, ...act);
    expect(signed.status, signed.output).toBe(0);
  }
}

async function file(path: string): Promise<string> {
  const answer = await running.visitor(NATION).send("GET", `${FILES}/${path}`);
  expect(answer.status).toBe(200);
  return answer.text;
}

/** What the gate of a host says of a code: `valid`, or the code of the refusal. */
async function verdict(host: string, code: string): Promise<string> {
  const answer = await running.visitor(host).ask("POST", "/api/v1/verify", verifyResponse, { code });
  return answer.valid ? "valid" : answer.refusal.code;
}

/** Waits until the gate of a host says this of a code. Returns the seconds that it took. */
async function until(host: string, make: () => Promise<string>, wanted: string): Promise<number> {
  const begun = performance.now();
  await expect.poll(async () => verdict(host, await make()), { timeout: LOADED_MS, interval: 500 }).toBe(wanted);
  return (performance.now() - begun) / 1000;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64url");
}

test("without a register each issuer believes its own codes only", async () => {
  expect(await verdict(WUHAN, await wuhanCode())).toBe("valid");
  expect(await verdict(HUBEI, await hubeiCode())).toBe("valid");
  expect(await verdict(WUHAN, await hubeiCode())).toBe("issuer_unknown");
});

test("one officer alone admits nobody; the second one sees what the first one signed", async () => {
  const first = await officer(1, "admit", await application(NATION));
  expect(first.output).toContain("the nation 国家 joins");
  expect(first.output).toContain("1 more must sign");
  expect((await running.visitor(NATION).send("GET", `${FILES}/register`)).status).toBe(404);
  const again = await officer(1, "sign");
  expect(again.output).toContain("1 more must sign");
  const second = await officer(2, "sign");
  expect(second.output).toContain("the nation 国家 joins");
  expect(second.output).toContain("Register 1 holds");
  const nothing = await officer(2, "sign");
  expect([nothing.status, nothing.output]).toEqual([1, expect.stringContaining("No register waits")]);
});

test("an admitted issuer's codes are believed at the gates of the others within a minute", async () => {
  await bothSign("admit", await application(WUHAN));
  await bothSign("admit", await application(HUBEI));
  expect(await until(WUHAN, hubeiCode, "valid")).toBeLessThan(60);
  expect(await until(NATION, wuhanCode, "valid")).toBeLessThan(60);
});

test("jose verifies the root, the register, the state and each statement, and the files name each other", async () => {
  const root = JSON.parse(await file("root/1"));
  const three = await Promise.all(
    root.signatures.map((one: object) =>
      generalVerify({ payload: root.payload, signatures: [one as never] }, createLocalJWKSet(pinned.root)),
    ),
  );
  expect(three.length).toBe(3);
  const register = JSON.parse(await file("register"));
  expect(register.signatures.length).toBe(2);
  for (const one of register.signatures)
    await generalVerify({ payload: register.payload, signatures: [one] }, createLocalJWKSet(pinned.register));
  const state = await compactVerify(await file("state"), createLocalJWKSet(pinned.state));
  expect(state.protectedHeader.typ).toBe("yima-state+jwt");
  const said = JSON.parse(Buffer.from(state.payload).toString("utf8"));
  const members = JSON.parse(Buffer.from(register.payload, "base64url").toString("utf8"));
  expect(said.register).toEqual([members.seq, await sha256(Uint8Array.from(Buffer.from(register.payload, "base64url")))]);
  const book = z
    .object({ from: z.literal(0), to: z.int(), statements: z.array(z.string()) })
    .parse(JSON.parse(await file("book")));
  const lines = await Promise.all(
    book.statements.map(async (text) => {
      const { iss } = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString("utf8"));
      const member = members.members.find(({ code }: { readonly code: string }) => code === iss);
      await compactVerify(text, await importJWK(member.keys[0], "ES256"));
      return `${iss}.${await sha256(new TextEncoder().encode(text))}\n`;
    }),
  );
  expect(lines.length).toBe(3);
  expect(said.book).toEqual([book.to, await sha256(new TextEncoder().encode(lines.join("")))]);
  const changes = JSON.parse(await file(`book?since=${book.to - 1}`));
  expect([changes.from, changes.to, changes.statements.length]).toEqual([book.to - 1, book.to, 1]);
});

test("a register whose signatures are not the officers', and one that does not follow, are refused", async () => {
  const host = running.visitor(NATION);
  const register = JSON.parse(await file("register"));
  const refusal = async (body: unknown) => JSON.parse((await host.send("POST", "/api/v1/registers", body)).text).code;
  expect(await refusal({ ...register, signatures: [{ ...register.signatures[0], signature: "A".repeat(86) }] })).toBe(
    "register_unsigned",
  );
  expect(await refusal(JSON.parse(await file("register/1")))).toBe("register_outdated");
  expect(await refusal({ ...register, payload: "e30" })).toBe("register_malformed");
  const elsewhere = await running.visitor(WUHAN).send("POST", "/api/v1/registers", register);
  expect([elsewhere.status, JSON.parse(elsewhere.text).code]).toEqual([404, "not_found"]);
  expect(JSON.parse((await host.send("POST", "/api/v1/registers", register)).text)).toMatchObject({ holds: true });
});

test("a statement of no member and an older one are refused", async () => {
  const refusal = async (statement: string) =>
    JSON.parse((await running.visitor(NATION).send("POST", "/api/v1/statements", { statement })).text || "{}").code;
  const own = await file("statement/42");
  expect(await refusal(own)).toBeUndefined();
  const [header = "", payload = "", signature = ""] = own.split(".");
  const stranger = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, "base64url").toString()), iss: "51" }));
  expect(await refusal(`${header}.${stranger.toString("base64url")}.${signature}`)).toBe("issuer_not_member");
  expect(await refusal(`${header}.${payload}.${"A".repeat(86)}`)).toBe("statement_left_out");
});

// What gates say then: peers.test.ts.
test("one officer alone suspends an issuer, and only a register of two officers ends it", async () => {
  const said = async () => decodeJwt<{ readonly suspended: readonly object[] }>(await file("state")).suspended;
  const suspended = await officer(2, "suspend", "4201", "--reason", "key_leak");
  expect(suspended.status, suspended.output).toBe(0);
  expect(suspended.output).toContain("Suspends 4201 Wuhan");
  await expect.poll(said, { timeout: LOADED_MS }).toMatchObject([{ code: "4201", reason: "key_leak" }]);
  const stranger = await running.visitor(NATION).send("POST", "/api/v1/suspensions", { order: await file("state") });
  expect(JSON.parse(stranger.text).code).toBe("suspension_refused");
  await bothSign("readmit", "4201");
  await expect.poll(said, { timeout: LOADED_MS }).toEqual([]);
});

test("an issuer changes its identity key, and no code of it is refused at any moment", async () => {
  const signerOfStatement = async () => decodeProtectedHeader(await file("statement/42")).kid;
  expect(await signerOfStatement()).toBe("42.i1");
  const seen = new Set<string>();
  const look = async () => {
    seen.add(await verdict(WUHAN, await hubeiCode()));
    return signerOfStatement();
  };
  await bothSign("admit", await application(HUBEI, "--new-identity"));
  await expect.poll(look, { timeout: LOADED_MS, interval: 500 }).toBe("42.i2");
  // The statement says in which register its issuer believes.
  const stated = JSON.parse(Buffer.from((await file("statement/42")).split(".")[1] ?? "", "base64url").toString("utf8"));
  const register = JSON.parse(await file("register")).payload;
  const { seq } = JSON.parse(Buffer.from(register, "base64url").toString("utf8"));
  expect(stated.saw).toEqual([seq, await sha256(Uint8Array.from(Buffer.from(register, "base64url")))]);
  await bothSign("retire", "42.i1");
  const listed = async () => {
    await look();
    const { members } = JSON.parse(Buffer.from(JSON.parse(await file("register")).payload, "base64url").toString("utf8"));
    return members.find(({ code }: { readonly code: string }) => code === "42").keys.map(({ kid }: JWK) => kid);
  };
  await expect.poll(listed, { timeout: LOADED_MS, interval: 500 }).toEqual(["42.i2"]);
  await until(WUHAN, hubeiCode, "valid");
  expect([...seen]).toEqual(["valid"]);
  const alone = await officer(1, "retire", "42.i2");
  expect([alone.status, alone.output]).toEqual([1, expect.stringContaining("42.i2 is the only key of 42")]);
});

test("an issuer that leaves the register is unknown within a minute at every other gate, and not at its own, until it is listed again", async () => {
  await bothSign("remove", "42");
  expect(await until(WUHAN, hubeiCode, "issuer_unknown")).toBeLessThan(60);
  expect(await verdict(HUBEI, await hubeiCode())).toBe("valid");
  // Its statement, which it has not changed, counts again when the register lists it again. The suspension that the officers have ended does not come back, although this entry says nothing of it.
  await recognise(running, nation, [["42", HUBEI]], { readmitted: null });
  expect(await until(WUHAN, hubeiCode, "valid")).toBeLessThan(60);
  expect(readFileSync(join(directory, "0.o1.key.register"), "utf8")).toContain("payload");
});
