/** Codes of the nation, which count only where no member of the register covers the community: at each door, also in an isolate that has met no member yet. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { type IssuerCode, NATION } from "../../../src/domain/issuer/issuer.ts";
import { judgeCodes } from "../../../src/routes/communities/judge-codes.ts";
import { checkCode } from "../../../src/routes/verify/check-code.ts";
import { verify, verifyMany } from "../../../src/routes/verify/verify.ts";
import { trustOf } from "../../../src/routes/verify/trust.ts";
import { trustRowsKey } from "../../../src/storage/schema.ts";
import type { BelievedIssuer } from "../../../src/token/federation/believed.ts";
import { parseCode } from "../../../src/token/code/parse.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { anotherKey } from "../another-key.ts";
import { notingKv, publishMoment } from "../believed.ts";
import { changed, codesOf, regionAt } from "./region.ts";

const WUHAN = "4201" as IssuerCode;
const config = { ...readConfig(env), readsTrust: true };
const [wuhan] = config.issuers;
/** Communities of Chengdu, Wuhan and Nanchang. */
const [CHENGDU, HERE, NANCHANG] = ["510106001001", "420106002001", "360102001001"] as const;
const RENEWED_MS = 10_001;
const begun = Math.floor(Date.now() / 1000) * 1000;
let now = begun;

const [nation, r51, r4201] = [await regionAt(begun, "0", 1), await regionAt(begun, "51", 1), await regionAt(begun, "4201", 1)];
const ROWS = [nation.row, r51.row, r4201.row];
const { kv, taken, failIf } = notingKv();

function verifier(own: IssuerCode) {
  const waiting: Promise<unknown>[] = [];
  const later = (work: Promise<unknown>): void => void waiting.push(work);
  return { asks: { env: { ...env, PUBLISHED: kv }, config, own, now, later }, waiting };
}

async function checked(code: string, own = WUHAN): Promise<string> {
  const { asks, waiting } = verifier(own);
  const check = await checkCode(asks, code);
  await Promise.all(waiting);
  return check.ok ? "valid" : check.refusal.code;
}

/** Publishes a moment, and lets the isolate read it. */
async function moment(rows: readonly BelievedIssuer[]): Promise<readonly (string | null)[]> {
  const names = await publishMoment(rows, { issuedAt: now, expiresAt: now + 2 * DAY_MS });
  now += RENEWED_MS;
  const { asks, waiting } = verifier(WUHAN);
  await trustOf(asks);
  await Promise.all(waiting);
  taken();
  return names;
}

beforeEach(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  failIf(() => false);
  // No member is in memory.
  await moment([]);
});
afterEach(() => void vi.restoreAllMocks());

test("a new isolate reads who may cover the community before it answers, and then asks KV no more", async () => {
  const names = await moment(ROWS);
  const rows = (code: string) => `get ${trustRowsKey(names[Number(code) % 32] ?? "")}`;
  expect(await checked(await nation.code(CHENGDU))).toBe("region_foreign");
  expect(taken().toSorted()).toEqual([rows("0"), rows("51")].toSorted());
  expect(await checked(await nation.code(NANCHANG))).toBe("valid");
  expect(await checked(await nation.code(CHENGDU))).toBe("region_foreign");
  expect(taken()).toEqual([]);
});

test("a verifier refuses them for its own region too, which it believes without the register", async () => {
  await moment(ROWS);
  expect(await checked(await nation.code(HERE))).toBe("region_foreign");
  await moment([nation.row, r51.row]);
  expect(await checked(await nation.code(HERE))).toBe("valid");
});

test("a code from before the membership stands", async () => {
  await moment([nation.row, changed(r51, { from: begun + 1000 })]);
  expect(await checked(await nation.code(CHENGDU))).toBe("valid");
});

test("without an answer of KV about the community nobody accepts them, but the nation's own gates", async () => {
  const own = await anotherKey(NATION, 901, null, begun);
  await own.publish();
  const { code } = codesOf("0", 901, own.privateKey, begun);
  const names = await moment(ROWS);
  failIf((call) => call === `get ${trustRowsKey(names[51 % 32] ?? "")}`);
  expect(await checked(await nation.code(CHENGDU))).toBe("trust_expired");
  expect(await checked(await nation.code(NANCHANG))).toBe("valid");
  expect(await checked(await code(CHENGDU), NATION)).toBe("valid");
  failIf(() => false);
  now += RENEWED_MS;
  expect(await checked(await code(CHENGDU), NATION)).toBe("region_foreign");
  expect(await checked(await nation.code(CHENGDU))).toBe("region_foreign");
});

test("each door says the same: one code, several, and a registration", async () => {
  if (wuhan === undefined) throw new Error("the tests' deployment has an issuer");
  vi.spyOn(Date, "now").mockImplementation(() => now);
  const [here, elsewhere] = [await nation.code(HERE), await nation.code(NANCHANG)];
  const door = (body: object) => ({
    request: new Request("http://wuhan.localhost/", {
      method: "POST",
      headers: { "content-type": "application/json", "x-yima": "1" },
      body: JSON.stringify(body),
    }),
    env: { ...env, PUBLISHED: kv },
    config,
    ctx: createExecutionContext(),
    host: "wuhan.localhost",
    address: null,
    transport: "plain" as const,
  });
  await moment(ROWS);
  const one = await (await verify(door({ code: here }))).json<VerifyResponse>();
  await moment([]);
  await moment(ROWS);
  const many = await (await verifyMany(door({ codes: [here, elsewhere] }))).json<{ results: readonly VerifyResponse[] }>();
  await moment([]);
  await moment(ROWS);
  const judging = { env: { ...env, PUBLISHED: kv }, config, issuer: wuhan, now, later: () => {} };
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, WUHAN);
  const codes = [here, elsewhere].map((code, at) => ({ id: String(at), code: parseCode(code) }));
  const [refused, registered] = await judgeCodes({ ...judging, secrets }, codes, null);
  const refusal = { code: "region_foreign", issuer: "0", community: HERE };
  expect(one).toMatchObject({ valid: false, refusal });
  expect(many.results).toMatchObject([{ valid: false, refusal }, { valid: true }]);
  expect(refused).toMatchObject({ state: "refused", refusal });
  expect(registered).toMatchObject({ address: NANCHANG });
});
