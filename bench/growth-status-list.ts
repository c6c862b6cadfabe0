/** The cost of a verification by a status list of ten million entries, against a list of ten thousand, with the renewals of the list. Goal: quality.md "Speed". */
import { statusListEnd, withdraw } from "../src/domain/code/status.ts";
import { verifyResponse } from "../src/contract/verify.ts";
import { signStatusList } from "../src/token/status/status-list.ts";
import { Visitor } from "../tools/visitor.ts";
import {
  type BenchIssuer,
  benchIssuer,
  ISSUER,
  KEY_NUMBER,
  listOfCodes,
  liveCodes,
  liveCredentials,
  USUAL_NAME,
} from "./codes.ts";
import { grownBeside, type Place, publish } from "./grown.ts";
import { postRequest } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { startWorkerd } from "./workerd.ts";
import { yimaBeside, fromClient, HOST } from "./yima.ts";

const GROWN_ENTRIES = 10_000_000;
const SMALL_ENTRIES = 10_000;
/** The number of codes, spread evenly over the list. With fewer, the processor would learn their paths through the program (decision 8). */
const CODES = 4096;
/** About one entry in 100 is revoked, in scattered places: more than in any real list, so that the compressed list is long. */
const REVOKED_ONE_IN = 100;
const SCATTER = 7_368_787;
const GOAL = 1.1;

export async function growthStatusList(): Promise<Figure> {
  const now = Date.now();
  const issuer = await benchIssuer(now);
  const places = [await placeOf(issuer, GROWN_ENTRIES, now), await placeOf(issuer, SMALL_ENTRIES, now)] as const;
  return grownBeside("growth_status_list", GOAL, places);
}

async function placeOf(issuer: BenchIssuer, entries: number, now: number): Promise<Place> {
  const apart = Math.floor(entries / CODES);
  const bits = new Uint8Array(Math.ceil(entries / 4));
  for (let each = 1, index = 0; each < entries / REVOKED_ONE_IN; each += 1) {
    index = (index + each * SCATTER) % entries;
    if (index % apart !== 0) withdraw(bits, index, "revoked");
  }
  withdraw(bits, entries - 1, "revoked");
  const list = listOfCodes(now);
  const content = { issuer: ISSUER, list, bits, issuedAt: now, expiresAt: statusListEnd(list) };
  const token = await signStatusList(content, { number: KEY_NUMBER, privateKey: issuer.signingKey });
  process.stdout.write(`  ${entries} entries: ${Math.round(token.length / 1000)} kB in KV\n`);
  const runtime = await startWorkerd(await yimaBeside("worker", []));
  await publish(runtime, `jwks/${ISSUER}`, JSON.stringify(issuer.published.jwks));
  await publish(runtime, `status/${ISSUER}/${list}`, token);
  // Live codes, because the lists of paper codes are not public.
  const credentials = await liveCredentials(issuer, CODES, now, USUAL_NAME, apart);
  const codes = await liveCodes(credentials);
  const visitor = new Visitor(runtime.port("yima"), HOST);
  const answer = await visitor.ask("POST", "/api/v1/verify", verifyResponse, { code: codes[0] });
  if (!answer.valid || !answer.statusChecked) throw new Error("the list was not looked at");
  const requests = async () =>
    (await liveCodes(credentials)).map((code, index) => postRequest(HOST, "/api/v1/verify", { code }, fromClient(index)));
  return { runtime, requests };
}
