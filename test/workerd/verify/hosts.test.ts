/** Issuers by host name, and their published documents. */
import { importJWK } from "jose";
import { expect, test } from "vitest";
import { shippedTable } from "../../../src/domain/federation/shipped-tables.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { PASSAGE_POLICIES } from "../../../src/domain/passage/policies.ts";
import { Visitor } from "../visitor.ts";

test("an unknown host is refused on every path", async () => {
  const stranger = new Visitor("shenzhen.localhost");
  expect(await stranger.refusal("GET", "/api/v1/time")).toBe("421 host_unknown");
  expect(await stranger.refusal("POST", "/api/v1/verify", { code: "1" })).toBe("421 host_unknown");
  expect(await stranger.refusal("GET", "/.well-known/jwks.json")).toBe("421 host_unknown");
});

test("an issuer publishes its name, the place of its keys and its passage policy", async () => {
  expect(await new Visitor().ask("GET", "/.well-known/yima-issuer")).toEqual({
    code: "4201",
    name: { zh: "武汉市", en: "Wuhan" },
    jwksUri: "http://wuhan.localhost/.well-known/jwks.json",
    loginProviders: [],
    passagePolicies: PASSAGE_POLICIES,
    colourTable: shippedTable("4201" as IssuerCode),
    originRisks: ["unknown"],
    turns: [],
  });
});

test("an issuer with colours publishes the time since when", async () => {
  const { turns } = await new Visitor("hubei.localhost").ask<{ turns: [] }>("GET", "/.well-known/yima-issuer");
  expect(turns).toEqual([{ division: "", at: "2020-02-28T16:00:00.000Z" }]);
});

test("the published keys are public only, dated and cacheable, and answer 304 to their own tag", async () => {
  const visitor = new Visitor();
  const answer = await visitor.send("GET", "/.well-known/jwks.json");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=3600, stale-while-revalidate=86400");
  const { keys } = await answer.json<{ keys: Record<string, unknown>[] }>();
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(["alg", "crv", "exp", "for", "kid", "kty", "nbf", "use", "x", "y"]);
  expect(keys[0]).toMatchObject({ kid: "4201.1", alg: "ES256", for: "live", crv: "P-256" });
  await importJWK(keys[0] ?? {}, "ES256");
  const again = await visitor.send("GET", "/.well-known/jwks.json", undefined, {
    "if-none-match": answer.headers.get("etag") ?? "",
  });
  expect(again.status).toBe(304);
});

test("an address that does not exist is a problem, not a page", async () => {
  expect(await new Visitor().refusal("GET", "/api/v1/nothing")).toBe("404 not_found");
});
