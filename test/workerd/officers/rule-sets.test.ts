/** The rules over HTTP: everybody may read the whole rule sets by which an issuer decides. */
import { expect, test } from "vitest";
import { ruleSets, type RuleSets } from "../../../src/contract/rules/rule-set.ts";
import hubeiAugust from "../../../src/domain/colour/rule-sets/hubei-2021-08.json" with { type: "json" };
import { Visitor } from "../visitor.ts";

const read = (host: string) => new Visitor(host).ask<RuleSets>("GET", "/api/v1/rule-sets");

test("Hubei publishes its own rule sets and the nation's, and names the one that decides today", async () => {
  const published = ruleSets.parse(await read("hubei.localhost"));
  expect(published.ruleSets.map(({ id }) => id).toSorted()).toEqual([
    "hubei-2020-02",
    "hubei-2020-03",
    "hubei-2021-08",
    "nation-2020-02",
  ]);
  expect(published.ruleSets.find(({ state }) => state === "in_force")).toEqual({
    ...hubeiAugust,
    endsOn: null,
    state: "in_force",
  });
});

test("Wuhan has no rule set of its own and publishes the unified standard of its province", async () => {
  expect(await read("wuhan.localhost")).toEqual(await read("hubei.localhost"));
});
