/** The identity providers of a hosted issuer: the order has them in the shape of the setting, and their secrets stay a setting. docs/trust.md §11, docs/openid-connect.md. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { OperatorsWaiting } from "../../../src/contract/operator.ts";
import { GANPO } from "../../support/ganpo.ts";
import { SECOND, signedAct } from "../../support/operators.ts";
import { hostingAtTheNation, NATION } from "../hosting.ts";
import { aProvider, configure, logInAt, provided } from "../provider.ts";
import { Visitor } from "../visitor.ts";

const { said, renewed } = hostingAtTheNation();

const JIANGXI = { ...GANPO, documentTypes: { SFZ: "10" } };
const SECRETS = { ganpo: { secret: "s3cr3t" }, ehubei: { secret: "s3cr3t too" } };
const EHUBEI = { ...JIANGXI, id: "ehubei", name: { zh: "鄂汇办", en: "E-Hubei" }, issuer: "https://login.example" };
const withProviders = (...providers: readonly object[]) => ({ providers });

configure([EHUBEI], SECRETS);

const providersThere = async () =>
  (await new Visitor("jiangxi.localhost").ask<{ loginProviders: readonly unknown[] }>("GET", "/.well-known/yima-issuer"))
    .loginProviders;

test.each([
  ["without a secret in the deployment", [{ ...JIANGXI, id: "other" }], "422 provider_without_secret /providers/0"],
  ["whose id is another client", [JIANGXI, { ...JIANGXI, id: "ehubei" }], "409 provider_id_taken /providers/1"],
  ["without a level of authentication", [{ ...JIANGXI, acr: undefined }], "400 bad_request /providers/0/acr"],
  ["with its secret in the order", [{ ...JIANGXI, secret: "s3cr3t" }], "400 bad_request /providers/0/secret"],
  ["at an address without TLS", [{ ...JIANGXI, issuer: "http://login.example" }], "400 bad_request /providers/0/issuer"],
  ["that stands twice", [JIANGXI, JIANGXI], "400 bad_request /providers"],
  ["beside four others", [1, 2, 3, 4, 5].map((n) => ({ ...JIANGXI, id: `p${n}` })), "400 bad_request /providers"],
  ["whose request is too long", [{ ...JIANGXI, scope: `openid ${"x".repeat(9500)}` }], "400 bad_request /request"],
])("an order with a provider %s is refused", async (_, providers, refusal) => {
  expect(await said({ providers })).toBe(refusal);
});

test("both operators give the same providers, in any spelling, and the login screen there has them", async () => {
  expect(await said(withProviders(JIANGXI, EHUBEI))).toBe("202 proposed");
  expect(await said(withProviders(JIANGXI), SECOND)).toBe("202 proposed");
  const waiting = await signedAct("0", { act: "list" });
  const { hostings } = await new Visitor(NATION).ask<OperatorsWaiting>("POST", "/api/v1/operator/waiting", waiting);
  const [ganpo, ehubei] = [JIANGXI, EHUBEI].map(({ id, issuer }) => ({ id, issuer }));
  expect(hostings.map(({ by, providers }) => [by, providers])).toEqual([
    ["operator-1", [ganpo, ehubei]],
    ["operator-2", [ganpo]],
  ]);
  const spelled = Object.fromEntries(Object.entries({ ...JIANGXI, scope: "openid" }).toReversed());
  expect(await said(withProviders(spelled, EHUBEI), SECOND)).toBe("201 hosted");
  await renewed();
  expect(await providersThere()).toEqual([JIANGXI, EHUBEI].map(({ id, name }) => ({ id, name })));
});

test("the same order with other providers changes them, and nothing else of an issuer that is hosted", async () => {
  expect(await said(withProviders(JIANGXI))).toBe("202 proposed");
  expect(await providersThere()).toHaveLength(2);
  expect(await said(withProviders(JIANGXI), SECOND)).toBe("201 hosted");
  await renewed();
  expect(await providersThere()).toEqual([{ id: JIANGXI.id, name: JIANGXI.name }]);
  expect(await said({ ...withProviders(JIANGXI), host: "ganpo.localhost" })).toBe("409 issuer_here");
  expect(await said({ ...withProviders(JIANGXI), shards: 2 })).toBe("409 issuer_here");
});

test("a provider whose secret is gone, or whose id the setting gives to another client, is left out and logged", async () => {
  const log = vi.spyOn(console, "error");
  configure([EHUBEI], { ehubei: SECRETS.ehubei });
  expect(await providersThere()).toEqual([]);
  configure([{ ...EHUBEI, id: "ganpo" }], SECRETS);
  expect(await providersThere()).toEqual([]);
  expect(log.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("provider"))).toEqual([
    "the provider ganpo of the hosted issuer 36 is left out: provider_without_secret",
    "the provider ganpo of the hosted issuer 36 is left out: provider_id_taken",
  ]);
  configure([EHUBEI], SECRETS);
  expect(await providersThere()).toHaveLength(1);
});

test("somebody logs in there at a provider", async () => {
  const provider = await aProvider();
  const order = withProviders(provider.setting);
  expect([await said(order), await said(order, SECOND)]).toEqual(["202 proposed", "201 hosted"]);
  await renewed();
  const visitor = new Visitor("jiangxi.localhost");
  expect(await logInAt(provider, visitor, provided())).toBe("201");
  expect((await visitor.me()).people).toMatchObject([{ maskedName: "尹**" }]);
  expect(env.YIMA_ISSUERS).not.toContain("jiangxi");
});
