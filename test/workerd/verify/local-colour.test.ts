/** Colours of other issuers at the doors of this one: the policy judges the colour of its own issuer's table, and nobody passes by a colour without a meaning. docs/trust.md §12. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair } from "jose";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import type { CodeColour } from "../../../src/domain/code/claims.ts";
import { type RaisedColours, raisedColours, tableText } from "../../../src/domain/federation/colour-table.ts";
import { NATION_TABLE, shippedTable } from "../../../src/domain/federation/shipped-tables.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { convertsColours } from "../../../src/routes/verify/local-colour.ts";
import { trustWith } from "../../../src/routes/verify/trust.ts";
import { verify } from "../../../src/routes/verify/verify.ts";
import { publishTable, tableOf } from "../../../src/storage/colour-tables.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { DEVICE_KEY, deviceKey } from "../../support/code.ts";
import { GUANGDONG } from "../../support/colour-tables.ts";
import { notingKv, publishMoment } from "../believed.ts";
import { regionAt } from "./region.ts";

const config = { ...readConfig(env), readsTrust: true };
const OWN = "4201" as IssuerCode;
const begun = Math.floor(Date.now() / 1000) * 1000;
const { kv, taken } = notingKv();
const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
const later = (): void => undefined;

/** The members state these tables: Guangdong its own, Sichuan one that cannot be read, Jiangxi none. */
const COLOURS: readonly (readonly [string, RaisedColours | null | undefined])[] = [
  ["44", raisedColours(GUANGDONG, NATION_TABLE)],
  ["51", null],
  ["36", undefined],
  ["0", raisedColours(NATION_TABLE, NATION_TABLE)],
];

const rows = await Promise.all(
  COLOURS.map(async ([code, colours]) => {
    const { row } = await regionAt(begun, code, 1);
    const seconds = Math.floor(begun / 1000);
    const key = { ...(await exportJWK(publicKey)), kid: `${code}.1`, nbf: seconds - 3600, exp: seconds + 86_400 };
    return { ...row, jwks: { keys: [key] }, ...(colours !== undefined && { colours }) };
  }),
);
await publishMoment(rows, { issuedAt: begun, expiresAt: begun + DAY_MS });

async function shown(issuer: string, colour: CodeColour): Promise<string> {
  const claims = {
    kind: "live",
    issuer: issuer as IssuerCode,
    keyNumber: 1,
    handle: crypto.getRandomValues(new Uint8Array(16)),
    colour,
    flags: [],
    issuedAt: begun - 60_000,
    lifetimeMinutes: 600,
    declaredAt: begun - 3_600_000,
    community: issuer === "0" ? "330106001001" : `${issuer}0101001001`,
    statusIndex: 0,
    maskedName: "张**",
    deviceKey: DEVICE_KEY,
  } as const;
  return liveCode(await signCredential(claims, privateKey), await deviceKey(), Date.now());
}

/** What the host answers about a code: its colour, the local one and the answer of the policy. */
async function answered(code: string, host = "wuhan.localhost"): Promise<string> {
  const request = new Request(`http://${host}/api/v1/verify`, {
    method: "POST",
    body: JSON.stringify({ code }),
    headers: { "content-type": "application/json" },
  });
  const call = { request, env: { ...env, PUBLISHED: kv }, config, ctx: createExecutionContext(), host };
  const answer = await (await verify({ ...call, address: null, transport: "plain" })).json<VerifyResponse>();
  if (!answer.valid) return answer.refusal.code;
  return `${answer.colour} ${answer.localColour ?? "same"} ${answer.passage.answer} ${answer.passage.row}`;
}

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockRejectedValue(new TypeError("no network"));
});
afterEach(() => void vi.restoreAllMocks());

test.each([
  ["0", "orange", "orange yellow does_not_pass yellow"],
  ["44", "green", "green same ask status_unknown"],
  ["44", "red", "red same does_not_pass red"],
  ["44", "yellow", "yellow unknown does_not_pass yellow"],
  ["51", "green", "green unknown ask colour_unknown"],
  ["51", "red", "red unknown does_not_pass red"],
  ["51", "grey", "grey same ask grey"],
  ["36", "yellow", "yellow same does_not_pass yellow"],
  ["36", "none", "none same ask declared"],
] as const)("a code of %s with the colour %s: %s", async (issuer, colour, answer) => {
  expect(await answered(await shown(issuer, colour))).toBe(answer);
});

test("the conversion is of the table in force, and touches no KV and no promise once both tables are in memory", async () => {
  const now = Date.now();
  const verifier = { env: { ...env, PUBLISHED: kv }, config, own: OWN, now, later };
  const [code] = [{ issuer: "44" as IssuerCode, colour: "red" as const }];
  await trustWith(verifier, [code.issuer]);
  await convertsColours(verifier, [code]);
  taken();
  const convert = convertsColours(verifier, [code]);
  expect(convert).not.toBeInstanceOf(Promise);
  expect(convert instanceof Promise ? null : convert(code)).toEqual({});
  expect(convertsColours({ ...verifier, own: "44" as IssuerCode }, [code])).not.toBeInstanceOf(Promise);
  expect(taken()).toEqual([]);
});

test("an issuer without a published table has the shipped one, and a published one with a fault is none", async () => {
  const own = "3301" as IssuerCode;
  expect(await tableOf(env.PUBLISHED, own, begun, later)).toEqual(shippedTable(own));
  await publishTable(env.PUBLISHED, "44" as IssuerCode, tableText(GUANGDONG));
  expect(await tableOf(env.PUBLISHED, "44" as IssuerCode, begun, later)).toEqual(GUANGDONG);
  await publishTable(env.PUBLISHED, "51" as IssuerCode, "{}");
  expect(await tableOf(env.PUBLISHED, "51" as IssuerCode, begun, later)).toEqual(NATION_TABLE);
});
