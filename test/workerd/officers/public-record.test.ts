/** The public record of changes by hand: for everybody, with the names of the sources, also while KV has the counts of the previous release. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ManualChanges } from "../../../src/contract/proposal/proposal.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { manualChangesKey } from "../../../src/storage/schema.ts";
import { Visitor } from "../visitor.ts";

const publish = (issuer: string, counts: unknown) =>
  env.PUBLISHED.put(manualChangesKey(issuer as IssuerCode), JSON.stringify(counts));
const record = (host: string) => new Visitor(host).ask<ManualChanges>("GET", "/api/v1/manual-changes");

test("everybody reads the counts of each month with the names of the sources", async () => {
  const count = { month: "2026-11", kind: "fact_list", reason: "test_result", source: "420106", changes: 2, entries: 35 };
  await publish("4201", [count, { ...count, kind: "client_file", reason: null, source: "429999" }]);
  expect((await record("wuhan.localhost")).changes).toEqual([
    { ...count, sourceName: "武昌区" },
    { ...count, kind: "client_file", reason: null, source: "429999", sourceName: "湖北省 429999" },
  ]);
});

test("counts of the previous release, which had no sources, are answered with an empty one", async () => {
  const count = { month: "2026-10", kind: "closed_management", reason: "outbreak", changes: 3 };
  await publish("42", [count]);
  expect((await record("hubei.localhost")).changes).toEqual([{ ...count, source: "", sourceName: "", entries: 3 }]);
});
