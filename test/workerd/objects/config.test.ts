/** An invalid setting stops the worker with an error that names the setting and does not show its value. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { publicHalf } from "../../../src/token/secret/operator.ts";
import { FIRST } from "../../support/operators.ts";

const WUHAN = {
  code: "4201",
  hosts: ["wuhan.example"],
  name: { zh: "武汉市", en: "Wuhan" },
  shards: 16,
  credentialsPerPhone: 4,
  credentialLifetimeMinutes: 1440,
};

const BROKEN: readonly [string, unknown, string][] = [
  ["no list", WUHAN, "YIMA_ISSUERS is broken at: "],
  ["no issuer", [], "YIMA_ISSUERS is broken at: "],
  ["one issuer twice", [WUHAN, { ...WUHAN, hosts: ["other.example"] }], "YIMA_ISSUERS names an issuer twice"],
  ["one host for two issuers", [WUHAN, { ...WUHAN, code: "42" }], "YIMA_ISSUERS gives one host to two issuers"],
  ["shards that are no power of two", [{ ...WUHAN, shards: 12 }], "YIMA_ISSUERS is broken at: 0.shards"],
  ["a code of three digits", [{ ...WUHAN, code: "420" }], "YIMA_ISSUERS is broken at: 0.code"],
  [
    "a switch at a time that does not exist",
    [{ ...WUHAN, coloursFrom: "2020-02-30T00:00:00+08:00" }],
    "YIMA_ISSUERS is broken at: 0.coloursFrom",
  ],
  ["a switch without its offset", [{ ...WUHAN, coloursFrom: "2020-02-29T00:00:00" }], "YIMA_ISSUERS is broken at: 0.coloursFrom"],
  ["an unknown setting", [{ ...WUHAN, colour: "red" }], "YIMA_ISSUERS is broken at: 0"],
];

test.each(BROKEN)("%s is refused by its name", (_, issuers, message) => {
  const settings = { YIMA_ISSUERS: JSON.stringify(issuers), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  expect(() => readConfig(settings)).toThrow(message);
});

test("a text that is not JSON is refused without being shown", () => {
  const settings = { YIMA_ISSUERS: "{secret", YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  expect(() => readConfig(settings)).toThrow(/^YIMA_ISSUERS is not JSON$/);
});

test("a master key of another length is refused without being shown", () => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: "short" };
  expect(() => readConfig(settings)).toThrow(/^YIMA_MASTER_KEY must be 32 bytes in base64url$/);
});

test.each(["0", "0.5", "-1", "61", "", "soon"])("a longest duty period of %j seconds is refused by its name", (seconds) => {
  const issuers = JSON.stringify([{ ...WUHAN, name: { ...WUHAN.name, en: `refused ${seconds}` } }]);
  const settings = { YIMA_ISSUERS: issuers, YIMA_MASTER_KEY: env.YIMA_MASTER_KEY, YIMA_DUTY_SECONDS: seconds };
  expect(() => readConfig(settings)).toThrow(/^YIMA_DUTY_SECONDS must be 1 to 60$/);
});

test.each(["0", "-1", "1.5", "10000000", "", "many"])("a budget of %j messages per minute is refused by its name", (budget) => {
  const settings = {
    YIMA_ISSUERS: JSON.stringify([WUHAN]),
    YIMA_MASTER_KEY: env.YIMA_MASTER_KEY,
    YIMA_MESSAGES_PER_MINUTE: budget,
  };
  expect(() => readConfig(settings)).toThrow(/^YIMA_MESSAGES_PER_MINUTE must be 1 to 9999999$/);
});

test.each(["", "x".repeat(31), `${"x".repeat(31)} x`])("the proxy's secret %j is refused without being shown", (secret) => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY, YIMA_PROXY_SECRET: secret };
  expect(() => readConfig(settings)).toThrow(/^YIMA_PROXY_SECRET must be at least 32 letters without spaces$/);
});

test.each(["", "2026-12-13", "2026-12-13T00:00:00", "soon", "0"])("a begin of flags at %j is refused by its name", (moment) => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY, YIMA_FLAGS_FROM: moment };
  expect(() => readConfig(settings)).toThrow(/^YIMA_FLAGS_FROM must be a moment, such as 2026-12-13T00:00:00\+08:00$/);
});

test("codes carry flags from the stated moment, or from the usual one of the build", () => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  const stated = { ...settings, YIMA_FLAGS_FROM: "2026-12-13T00:00:00+08:00" };
  expect([settings, stated].map((one) => readConfig(one).flagsFrom)).toEqual([null, Date.UTC(2026, 11, 12, 16)]);
});

test.each(["SMS_GATEWAY_URL", "IDENTITY_AUTHORITY_URL"])("%s is refused without TLS, except on this machine", (name) => {
  const issuers = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  for (const url of ["http://gateway.example/send", "ftp://gateway.example", "gateway.example", "http://127.0.0.1.example/"])
    expect(() => readConfig({ ...issuers, [name]: url })).toThrow(new RegExp(`^${name} must be an https address$`));
  for (const url of ["https://gateway.example/send", "http://127.0.0.1:8000/send", ""])
    expect(() => readConfig({ ...issuers, [name]: url })).not.toThrow();
});

test("a changed setting is read again, and an unchanged one is not", () => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  const [first, same, other] = [settings, { ...settings }, { ...settings, YIMA_FLAGS_FROM: "2026-12-13T00:00:00Z" }].map(
    readConfig,
  );
  expect(same).toBe(first);
  expect([first?.flagsFrom, other?.flagsFrom]).toEqual([null, Date.UTC(2026, 11, 13)]);
});

test("each host leads to its issuer", () => {
  const settings = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  expect(readConfig(settings).byHost.get("wuhan.example")?.code).toBe("4201");
});

test("colours are on from the stated moment, and never without one", () => {
  const stated = { ...WUHAN, coloursFrom: "2020-02-29T00:00:00+08:00" };
  const moments = [WUHAN, stated].map((issuer) => {
    const settings = { YIMA_ISSUERS: JSON.stringify([issuer]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
    return readConfig(settings).issuers[0]?.coloursFrom;
  });
  expect(moments).toEqual([null, 1_582_905_600_000]);
});

const { x, y } = FIRST.jwk;
test.each<[string, unknown, string]>([
  ["no list", publicHalf(FIRST), ""],
  ["a private half", [FIRST], "0.jwk"],
  ["one key under two names", [FIRST, { ...FIRST, name: "operator-2" }].map(publicHalf), ""],
  ["the two points of one x", [publicHalf(FIRST), { name: "operator-2", jwk: { kty: "EC", crv: "P-256", x, y: x } }], ""],
  ["a name with a blank", [{ ...publicHalf(FIRST), name: "operator 1" }], "0.name"],
  ["a coordinate with padding", [{ name: "a", jwk: { kty: "EC", crv: "P-256", x: `${x}=`, y } }], "0.jwk.x"],
  ["a coordinate of another spelling", [{ name: "a", jwk: { kty: "EC", crv: "P-256", x, y: `${y.slice(0, -1)}1` } }], "0.jwk.y"],
  ["another curve", [{ name: "a", jwk: { kty: "EC", crv: "P-384", x, y } }], "0.jwk.crv"],
])("operators' keys with %s are refused by the setting's name", (_, operators, place) => {
  const issuers = { YIMA_ISSUERS: JSON.stringify([WUHAN]), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY };
  const settings = { ...issuers, YIMA_OPERATORS: JSON.stringify(operators) };
  expect(() => readConfig(settings)).toThrow(`YIMA_OPERATORS is broken at: ${place}`);
});
