/** A wrong setting of an identity provider stops the worker with an error that names the place and shows no value. Source: docs/openid-connect.md. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";

const PROVIDER = {
  id: "ehubei",
  name: { zh: "鄂汇办", en: "E-Hubei" },
  issuer: "https://login.example.gov.cn",
  clientId: "yima",
  acr: "real-name",
  claims: { name: "name", documentNumber: "id_number" },
};
const SECRETS = { ehubei: { secret: "s3cr3t" } };
const KEY = { kty: "EC", crv: "P-256", alg: "ES256", x: "AQ", y: "AQ", d: "AQ", kid: "one" };

function read(providers: readonly object[], secrets: unknown = SECRETS, others: readonly object[] = []) {
  const base = { shards: 16, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440, name: { zh: "武汉市", en: "Wuhan" } };
  const issuers = [
    { ...base, code: "4201", hosts: ["wuhan.example"], providers },
    { ...base, code: "42", hosts: ["hubei.example"], providers: others },
  ];
  const text = typeof secrets === "string" ? secrets : JSON.stringify(secrets);
  return readConfig({ YIMA_ISSUERS: JSON.stringify(issuers), YIMA_MASTER_KEY: env.YIMA_MASTER_KEY, OIDC_SECRETS: text });
}

const changed = (changes: object) => [{ ...PROVIDER, ...changes }];
const five = Array.from({ length: 5 }, (_, index) => ({ ...PROVIDER, id: `p${index}` }));

const BROKEN: readonly [string, readonly object[], string][] = [
  ["without TLS", changed({ issuer: "http://login.example.gov.cn" }), "YIMA_ISSUERS is broken at: 0.providers.0.issuer"],
  [
    "on a host that only looks local",
    changed({ issuer: "http://localhost.example" }),
    "YIMA_ISSUERS is broken at: 0.providers.0.issuer",
  ],
  ["without a level", changed({ acr: "" }), "YIMA_ISSUERS is broken at: 0.providers.0.acr"],
  ["without the scope of the standard", changed({ scope: "profile openid2" }), "YIMA_ISSUERS is broken at: 0.providers.0.scope"],
  [
    "without a claim for the number",
    changed({ claims: { name: "name" } }),
    "YIMA_ISSUERS is broken at: 0.providers.0.claims.documentNumber",
  ],
  [
    "with a claim that nobody reads",
    changed({ claims: { ...PROVIDER.claims, sex: "sex" } }),
    "YIMA_ISSUERS is broken at: 0.providers.0.claims",
  ],
  [
    "with a type that does not exist",
    changed({ documentTypes: { ID: "11" } }),
    "YIMA_ISSUERS is broken at: 0.providers.0.documentTypes.ID",
  ],
  ["with an id of other characters", changed({ id: "e hubei" }), "YIMA_ISSUERS is broken at: 0.providers.0.id"],
  ["with a secret among the settings", changed({ secret: "s3cr3t" }), "YIMA_ISSUERS is broken at: 0.providers.0"],
  ["that is there twice", [PROVIDER, PROVIDER], "YIMA_ISSUERS is broken at: 0.providers"],
  ["that is one of five", five, "YIMA_ISSUERS is broken at: 0.providers"],
];

test.each(BROKEN)("a provider %s is refused by its place", (_, providers, message) => {
  expect(() => read(providers)).toThrow(new RegExp(`^${message.replaceAll(".", "\\.")}$`));
});

test("a provider without a secret is refused by its id, and a secret without a provider is allowed", () => {
  expect(() => read([PROVIDER], { other: SECRETS.ehubei })).toThrow(/^OIDC_SECRETS has no secret for the provider ehubei$/);
  expect(read([], SECRETS).issuers[0]?.providers).toEqual([]);
});

test.each([
  ["no JSON", "{s3cr3t", /^OIDC_SECRETS is not JSON$/],
  ["a text", { ehubei: "s3cr3t" }, /^OIDC_SECRETS is broken at: ehubei$/],
  ["a public key", { ehubei: { privateKey: { ...KEY, d: undefined } } }, /^OIDC_SECRETS is broken at: ehubei$/],
  ["a key without its algorithm", { ehubei: { privateKey: { ...KEY, alg: undefined } } }, /^OIDC_SECRETS is broken at: ehubei$/],
])("secrets that are %s are refused without being shown", (_, secrets, message) => {
  expect(() => read([PROVIDER], secrets)).toThrow(message);
});

test("one id means one client, so that no secret reaches another provider", () => {
  expect(() => read([PROVIDER], SECRETS, changed({ issuer: "https://other.example" }))).toThrow(
    /^YIMA_ISSUERS gives the provider id ehubei to two clients$/,
  );
  expect(read([PROVIDER], SECRETS, [PROVIDER]).issuers.map(({ providers }) => providers.length)).toEqual([1, 1]);
});

test("what may be left out has its default", () => {
  const [provider] = read([PROVIDER], { ehubei: { privateKey: KEY } }).issuers[0]?.providers ?? [];
  expect(provider).toMatchObject({ scope: "openid", documentTypes: new Map() });
});
