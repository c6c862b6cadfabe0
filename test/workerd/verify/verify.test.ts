/** POST /api/v1/verify on the real worker: the answer to genuine codes, and the refusal code of each hostile one. */
import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { CompactSign, exportJWK, generateKeyPair } from "jose";
import { beforeAll, expect, test } from "vitest";
import { verifyResponse, type VerifyResponse } from "../../../src/contract/verify.ts";
import { readConfig } from "../../../src/config.ts";
import type { LiveClaims } from "../../../src/domain/code/claims.ts";
import { statusListEnd, statusListOf } from "../../../src/domain/code/status.ts";
import { fromDigits, toDigits } from "../../../src/token/code/digits.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishStatusList } from "../../../src/storage/published.ts";
import { signingKey } from "../../../src/objects/issuer/signing-key.ts";
import { MinuteLimit } from "../../../src/routes/http/minute-limit.ts";
import { verify } from "../../../src/routes/verify/verify.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { codeOf, compressPoint, liveCode } from "../../../src/token/code/live.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { signStatusList } from "../../../src/token/status/status-list.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { anotherKey } from "../another-key.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { behindProxy, byProxy } from "../proxy.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
/** The order of P-256's group. SEC 2 §2.4.2. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

let shown: ShownCode;
let issuerKey: CryptoKey;
/** The key number 900 of the issuer, which signs paper codes. */
let paperKey: CryptoKey;
let claims: LiveClaims;

beforeAll(async () => {
  const resident = await new Visitor().logIn(aPhone());
  const person = await resident.bind("尹静姝", aResidentNumber());
  await resident.declare(person);
  shown = await resident.show(person);
  const made = await anotherKey("4201" as IssuerCode, 900, "paper", Date.now() - 3_600_000);
  await made.publish();
  paperKey = made.privateKey;
  issuerKey = (await signingKey(env, await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode), Date.now())).privateKey;
  const read = readCredential(shown.jws);
  if (!read.ok || read.value.claims.kind !== "live") throw new Error("a phone gets live credentials");
  claims = read.value.claims;
  await publishList(statusListOf(claims), 0);
});

async function check(code: string): Promise<VerifyResponse> {
  return verifyResponse.parse(await new Visitor().ask("POST", "/api/v1/verify", { code }));
}

async function refusalOf(code: string): Promise<string> {
  const answer = await check(code);
  return answer.valid ? "accepted" : answer.refusal.code;
}

/** A live code with changed claims, signed with the issuer's key by default, and proven by the same phone. */
async function issued(changes: Partial<LiveClaims>, key: CryptoKey = issuerKey, now = Date.now()): Promise<string> {
  return liveCode(await signCredential({ ...claims, ...changes }, key), shown.deviceKey, now);
}

async function otherKey(): Promise<CryptoKey> {
  return ((await crypto.subtle.generateKey(P256, false, ["sign", "verify"])) as CryptoKeyPair).privateKey;
}

/** The code with n − s in place of s in a signature whose s begins `end` bytes before the code's end: ECDSA would accept it, but codes need a low s. */
function highS(code: string, end: number): string {
  const bytes = bytesOf(code);
  const at = bytes.length - end;
  const s = BigInt(`0x${hex(bytes.subarray(at, at + 32))}`);
  bytes.set(
    Uint8Array.from((ORDER - s).toString(16).padStart(64, "0").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
    at,
  );
  return toDigits(bytes);
}

function bytesOf(code: string): Uint8Array<ArrayBuffer> {
  const bytes = fromDigits(code);
  if (!bytes.ok) throw new Error(bytes.refusal.code);
  return new Uint8Array(bytes.value);
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function flipped(code: string, index: number): string {
  const bytes = bytesOf(code);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return toDigits(bytes);
}

test("the answer to a live code has issuer, state, masked name and times, and nothing else of the person", async () => {
  const answer = await check(await liveCode(shown.jws, shown.deviceKey, Date.now()));
  expect(answer).toMatchObject({ valid: true, issuer: "4201", kind: "live", colour: "none", maskedName: "尹**" });
  if (!answer.valid) return;
  const hour = Math.floor(Date.parse(answer.issuedAt) / 3_600_000) * 3_600_000;
  expect(Date.parse(answer.expiresAt)).toBe(hour + 86_400_000);
});

/** Publishes a list in which each byte has this value. */
async function publishList(list: string, byte: number): Promise<void> {
  const content = { issuer: claims.issuer, list, issuedAt: Date.now(), expiresAt: statusListEnd(list) };
  const signing = { number: claims.keyNumber, privateKey: issuerKey };
  const token = await signStatusList({ ...content, bits: new Uint8Array(1024).fill(byte) }, signing);
  const published = { issuer: claims.issuer, list, until: content.expiresAt, token, turnedAt: 0 };
  await publishStatusList(env.PUBLISHED, published, Date.now());
}

async function passageOf(body: object): Promise<string> {
  const answer = verifyResponse.parse(await new Visitor().ask("POST", "/api/v1/verify", body));
  return answer.valid ? `${answer.passage.row} ${answer.passage.answer}` : answer.refusal.code;
}

test("the answer follows the policy around the gate, and promises nothing without a policy", async () => {
  const code = await liveCode(shown.jws, shown.deviceKey, Date.now());
  const green = await issued({ colour: "green" });
  const red = await issued({ colour: "red" });
  expect(await passageOf({ code })).toBe("declared ask");
  expect(await passageOf({ code: green })).toBe("green passes");
  expect(await passageOf({ code: green, gate: "420902001001" })).toBe("green_in_province passes");
  expect(await passageOf({ code: green, gate: "330106001001" })).toBe("otherwise ask");
  expect(await passageOf({ code: red, gate: "420107011001" })).toBe("red does_not_pass");
  expect(await new Visitor().refusal("POST", "/api/v1/verify", { code, gate: "42010" })).toBe("400 bad_request /gate");
});

test("a code that nobody can look up passes nowhere plainly, and a stopped one is stopped all the same", async () => {
  // No list of this community was published.
  const [green, red] = [
    await issued({ colour: "green", community: "420107003001" }),
    await issued({ colour: "red", community: "420107003001" }),
  ];
  expect(await check(green)).toMatchObject({ valid: true, statusChecked: false });
  expect([await passageOf({ code: green }), await passageOf({ code: red, gate: "420107011001" })]).toEqual([
    "status_unknown ask",
    "red does_not_pass",
  ]);
});

const paperOf = async (kind: "paper" | "specimen", changes: Partial<LiveClaims> = {}, key = issuerKey): Promise<string> => {
  const { deviceKey: _, kind: __, ...rest } = claims;
  return codeOf(await signCredential({ ...rest, ...changes, kind }, key));
};

test("a paper code of the issuer is accepted without a phone; its list is not public, so the answer is ask", async () => {
  const list = `${statusListOf(claims)}p`;
  await publishList(list, 255);
  expect(await check(await paperOf("paper", { keyNumber: 900 }, paperKey))).toMatchObject({
    valid: true,
    kind: "paper",
    statusChecked: false,
    passage: { answer: "ask", row: "paper_ask" },
  });
  expect(await new Visitor().refusal("GET", `/status/${list}`)).toBe("404 not_found");
});

test.each<{ readonly flags: LiveClaims["flags"] }>([
  { flags: [] },
  { flags: ["identity_unchecked"] },
  { flags: ["other_phone"] },
  { flags: ["identity_unchecked", "other_phone"] },
])("the answer has the flags of a code: $flags", async ({ flags }) => {
  expect(await check(await issued({ flags }))).toMatchObject({ valid: true, flags, passage: { row: "declared" } });
});

/** An attack: the record signed under another JWS header, shown as a code, which has no header of its own. */
async function signedUnder(header: { readonly alg: string; readonly [name: string]: unknown }): Promise<string> {
  const payload = Uint8Array.from(atob((shown.jws.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")), (c) =>
    c.charCodeAt(0),
  );
  const jws = await new CompactSign(payload).setProtectedHeader(header).sign(issuerKey);
  const own = shown.jws.split(".");
  const code = await liveCode(`${own[0]}.${own[1]}.${jws.split(".")[2]}`, shown.deviceKey, Date.now());
  // Half of all signatures have a high s and would be refused for that and not for the attack: then sign again.
  return (await refusalOf(code)) === "signature_high_s" ? signedUnder(header) : code;
}

const minute = 60_000;
const live = (now = Date.now()) => liveCode(shown.jws, shown.deviceKey, now);

const HOSTILE: readonly [string, () => Promise<string> | string, string][] = [
  ["signed with another key under our key's number", async () => issued({}, await otherKey()), "signature_invalid"],
  ["signed under an unpublished key number", () => issued({ keyNumber: 999 }), "key_unknown"],
  ["on paper, signed with the key for live codes", () => paperOf("paper"), "key_not_for_this"],
  ["of a phone, signed with the key for paper", () => issued({ keyNumber: 900 }, paperKey), "key_not_for_this"],
  ["of an issuer without trust", () => issued({ issuer: "4403" as IssuerCode }), "issuer_unknown"],
  ["signed over a header of type none", () => signedUnder({ alg: "ES256", typ: "none" }), "signature_invalid"],
  ["signed over a header without kid", () => signedUnder({ alg: "ES256", typ: "yima-code+jws" }), "signature_invalid"],
  [
    "signed over a header with an injected key",
    async () =>
      signedUnder({
        alg: "ES256",
        kid: "4201.1",
        typ: "yima-code+jws",
        jwk: await exportJWK((await generateKeyPair("ES256", { extractable: true })).publicKey),
      }),
    "signature_invalid",
  ],
  ["signed over a header of another type", () => signedUnder({ alg: "ES256", kid: "4201.1", typ: "JWT" }), "signature_invalid"],
  ["of a community outside the issuer's region", () => issued({ community: "420502001001" }), "region_foreign"],
  [
    "issued before its key was valid",
    () => issued({ issuedAt: claims.issuedAt - 25 * 60 * minute, lifetimeMinutes: 1440, declaredAt: null }),
    "key_not_valid_then",
  ],
  ["issued in the future", () => issued({ issuedAt: Math.floor(Date.now() / 1000) * 1000 + 5 * minute }), "not_yet_valid"],
  ["replayed after 46 seconds", () => live(Date.now() - 46_000), "proof_too_old"],
  ["replayed after an hour", () => live(Date.now() - 60 * minute), "proof_too_old"],
  ["from a clock a minute ahead", () => live(Date.now() + minute), "clock_skew"],
  [
    "from a phone that does not hold the key",
    async () => liveCode(shown.jws, await otherKey(), Date.now()),
    "device_signature_invalid",
  ],
  [
    "with another phone's key put in",
    async () => {
      const pair = (await crypto.subtle.generateKey(P256, true, ["sign", "verify"])) as CryptoKeyPair;
      const bytes = bytesOf(await liveCode(shown.jws, pair.privateKey, Date.now()));
      const point = compressPoint(new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer));
      bytes.set(point, bytes.length - 132 - 33);
      return toDigits(bytes);
    },
    "signature_invalid",
  ],
  [
    "whose device key is no point",
    () => issued({ deviceKey: new Uint8Array(33).fill(255).map((byte, at) => (at === 0 ? 2 : byte)) }),
    "device_key_invalid",
  ],
  ["with the issuer's signature spelled high", async () => highS(await live(), 132 - 32), "signature_high_s"],
  ["with the phone's signature spelled high", async () => highS(await live(), 32), "device_signature_high_s"],
  ["with one bit of the colour flipped", async () => flipped(await live(), 22), "signature_invalid"],
  ["with one bit of the name flipped", async () => flipped(await live(), 42), "signature_invalid"],
  ["with one bit of the lifetime flipped", async () => flipped(await live(), 28), "signature_invalid"],
  [
    "with one bit of the proof's time flipped",
    async () => flipped(await live(), bytesOf(await live()).length - 65),
    "device_signature_invalid",
  ],
  ["with a version that does not exist", async () => flipped(await live(), 0), "kind_unknown"],
  [
    "with reserved bits set",
    async () => {
      const bytes = bytesOf(await live());
      bytes[22] = 0x80;
      return toDigits(bytes);
    },
    "record_malformed",
  ],
  ["with a digit appended", async () => `${await live()}0`, "wrong_length"],
  ["with three digits appended", async () => `${await live()}000`, "wrong_length"],
  ["cut off in the middle", async () => (await live()).slice(0, 300), "wrong_length"],
  ["with a group beyond its bytes", async () => `9${(await live()).slice(1)}`, "not_canonical"],
  ["with full-width digits", async () => (await live()).replace("1", "１"), "not_a_code"],
  ["with a space in it", async () => ` ${await live()}`, "not_a_code"],
  ["that is an address", () => "https://wuhan.localhost/code", "not_a_code"],
  ["that is a specimen", () => paperOf("specimen"), "specimen"],
  ["in the nation's orange", () => issued({ colour: "orange" }), "colour_foreign"],
  ["of a live credential shown as paper", async () => codeOf(shown.jws), "wrong_length"],
];

test.each(HOSTILE)("a code %s is refused", async (_, make, refusal) => {
  expect(await refusalOf(await make())).toBe(refusal);
});

test("a credential with too long a life is refused as expired, with the time", async () => {
  const config = readConfig(env);
  const code = await issued(
    { lifetimeMinutes: 1, issuedAt: claims.issuedAt, declaredAt: null },
    issuerKey,
    claims.issuedAt + 61_000,
  );
  const { checkCode } = await import("../../../src/routes/verify/check-code.ts");
  const checked = await checkCode({ env, config, own: claims.issuer, now: claims.issuedAt + 61_000, later: () => {} }, code);
  expect(checked).toEqual({ ok: false, refusal: { code: "expired", expiresAt: claims.issuedAt + 60_000 } });
});

test("every refusal tells a gate what to do, in two languages", async () => {
  const answer = await check(await live(Date.now() - 50_000));
  if (answer.valid) throw new Error("an old code was accepted");
  expect(answer.refusal.sentence.zh).toContain("请对方在自己手机上打开健康码");
  expect(answer.refusal.sentence.en).toContain("ask for a live code");
});

test("a warm isolate verifies without a read of KV and without an object", async () => {
  await check(await live());
  const untouchable = new Proxy(env, {
    get(target, name) {
      if (name === "YIMA_ISSUERS" || name === "YIMA_MASTER_KEY") return target[name];
      throw new Error(`verification touched ${String(name)}`);
    },
  });
  const request = new Request("http://wuhan.localhost/api/v1/verify", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: await live() }),
  });
  const [config, ctx, host] = [readConfig(env), createExecutionContext(), "wuhan.localhost"];
  const answer = await verify({ request, env: untouchable, config, ctx, host, address: null, transport: "plain" });
  expect(await answer.json()).toMatchObject({ valid: true });
});

test("an address that verifies too often gets a time for the next try; other addresses are not affected", async () => {
  const code = await live();
  const from = (address: string) =>
    exports.default.fetch(
      new Request("http://wuhan.localhost/api/v1/verify", {
        method: "POST",
        headers: { "content-type": "application/json", ...byProxy(address) },
        body: JSON.stringify({ code }),
      }),
    );
  await behindProxy(async () => {
    let last = new Response();
    for (let count = 0; count < 500 && last.status !== 429; count += 1) last = await from("203.0.113.9");
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("203.0.113.10")).status).toBe(200);
  });
});

test("a flood of new addresses makes nobody forget an address at its limit", () => {
  const now = Date.UTC(2040, 0, 1);
  const verifications = new MinuteLimit(240);
  const isLimited = (address: string) => !verifications.count(address, now).ok;
  for (let count = 0; count < 240; count += 1) isLimited("203.0.113.9");
  for (let flood = 0; flood < 120_000; flood += 1) {
    if (flood % 10_000 === 0) expect(isLimited("203.0.113.9")).toBe(true);
    verifications.count(`2001:db8:${Math.floor(flood / 0x10000).toString(16)}:${(flood % 0x10000).toString(16)}::1`, now);
  }
  expect(isLimited("203.0.113.10")).toBe(false);
});

test.each([
  ["no code", {}, "400 bad_request /code"],
  ["an empty code", { code: "" }, "400 bad_request /code"],
  ["a code of 2,000 digits", { code: "1".repeat(1025) }, "400 bad_request /code"],
  ["a number", { code: 12_345 }, "400 bad_request /code"],
  ["an unknown field", { code: "1", verbose: true }, "400 bad_request /verbose"],
  ["a body too large", { code: "1".repeat(5000) }, "413 body_too_large"],
])("a request with %s is refused", async (_, body, refusal) => {
  expect(await new Visitor().refusal("POST", "/api/v1/verify", body)).toBe(refusal);
});
