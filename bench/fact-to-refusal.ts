/** Seconds from the import of a fact until the person's code is refused by POST /api/v1/verify, as at any verifier, and by a gate of the home issuer. Goal: product.md §5.3. */
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { clientWithSecret } from "../src/contract/client.ts";
import { passesResponse } from "../src/contract/pass.ts";
import { verifyResponse } from "../src/contract/verify.ts";
import { dateOf } from "../src/domain/china-time.ts";
import { liveCode } from "../src/token/code/live.ts";
import { ADMINISTRATOR, COLLECTOR, RESIDENT } from "../tools/demo-cast.ts";
import { type Embedded, startEmbedded } from "../tools/embedded.ts";
import { Visitor } from "../tools/visitor.ts";
import type { LiveCredential } from "./codes.ts";
import type { Figure } from "./rounds.ts";
import { type Standing, standingCollector } from "./standing.ts";
import { withColours } from "./yima.ts";

const CREDENTIALS = 12;
const ASK_EVERY_MS = 250;
const GOAL = 60;
/** The goal for a gate of the home issuer, seconds: it asks the holder's own shard. */
const GATE_GOAL = 5;

export async function factToRefusal(): Promise<readonly Figure[]> {
  const persist = mkdtempSync(join(tmpdir(), "yima-bench-"));
  const masterKey = Buffer.alloc(32, "bench").toString("base64url");
  const embedded = await startEmbedded({ port: 0, persist, masterKey, bindings: { YIMA_ISSUERS: withColours() } });
  try {
    const standing = await standingCollector(embedded.port, CREDENTIALS);
    const { gate, elsewhere } = await refusals(embedded, standing);
    return [seconds("fact_to_refusal", elsewhere, GOAL), seconds("fact_to_refusal_gate", gate, GATE_GOAL)];
  } finally {
    await embedded.dispose();
    rmSync(persist, { recursive: true, force: true });
  }
}

function seconds(name: string, value: number, goal: number): Figure {
  return { name, value, unit: "s", reference: null, ratio: null, goal, better: "lower", spread: 0 };
}

async function refusals({ port }: Embedded, { host, cookie, division, credentials, office }: Standing) {
  const [atGate, elsewhere] = credentials;
  if (atGate === undefined || elsewhere === undefined) throw new Error("a household has more codes");
  const collector = new Visitor(port, host, cookie);
  const officer = new Visitor(port, office.host, office.cookie);
  const bearer = await aClient(officer, collector);
  const verifier = new Visitor(port, host);
  const refusedElsewhere = async () => {
    const answer = await verifier.ask("POST", "/api/v1/verify", verifyResponse, { code: await codeOf(elsewhere) });
    return answer.valid ? null : answer.refusal.code;
  };
  const refusedAtGate = async () => {
    const passes = [{ id: randomUUID(), code: await codeOf(atGate) }];
    const { results } = await collector.ask("POST", `/api/v1/communities/${division}/passes`, passesResponse, { passes });
    const [result] = results;
    return result?.state === "refused" ? result.refusal.code : null;
  };
  const before = [await refusedAtGate(), await refusedElsewhere()];
  if (before.some((code) => code !== null)) throw new Error(`refused before anything was entered: ${before.join()}`);
  const started = performance.now();
  await enter(officer, bearer);
  const gate = await secondsUntil(refusedAtGate, started);
  return { gate, elsewhere: await secondsUntil(refusedElsewhere, started) };
}

/** Two officers make a client, whose files are entered at once. Returns its secret. */
async function aClient(first: Visitor, second: Visitor): Promise<string> {
  for (const { phone } of [ADMINISTRATOR, COLLECTOR])
    await first.ask("POST", "/local/administrators", z.unknown(), { division: "4201", phone });
  const order = { name: "市疾控数据平台", scope: "4201", rights: ["facts"] };
  const { client, bearer } = await first.ask("POST", "/api/v1/clients", clientWithSecret, order);
  await second.ask("POST", `/api/v1/clients/${client.id}/approvals`, z.unknown());
  if (bearer === null) throw new Error("a client with rights has a secret");
  return bearer;
}

/** Sends a client's file of one line: the person is a close contact from today. */
async function enter(visitor: Visitor, bearer: string): Promise<void> {
  const fact = {
    number: RESIDENT.people[0].number,
    kind: "close_contact",
    from: dateOf(Date.now()),
    source: "420107",
    reference: "7-31",
  };
  const name = createHash("sha256").update(JSON.stringify(fact)).digest("hex");
  const headers = { authorization: `Bearer ${bearer}` };
  const { status, text } = await visitor.send("PUT", `/api/v1/facts/${name}?format=ndjson`, fact, headers);
  if (status !== 202) throw new Error(`the file was refused: ${text}`);
}

function codeOf({ jws, deviceKey }: LiveCredential): Promise<string> {
  return liveCode(jws, deviceKey, Date.now());
}

/** The seconds since `started` until a repeated request refuses the code as revoked. Throws if it takes too long or refuses the code for another reason. */
async function secondsUntil(refusal: () => Promise<string | null>, started: number): Promise<number> {
  for (;;) {
    const code = await refusal();
    const since = (performance.now() - started) / 1000;
    if (code === "revoked") return since;
    if (code !== null || since > 2 * GOAL) throw new Error(`after ${since.toFixed(1)} s: ${code ?? "still taken"}`);
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
  }
}
