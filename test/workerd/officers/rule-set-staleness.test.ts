/** Rule sets while KV fails: an isolate uses the rule sets that it read last, but only as long as no rule set approved later can be in force. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { RULE_SET_LEAD_MS } from "../../../src/domain/rules/succession.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { ruleSetsOf } from "../../../src/storage/rule-sets.ts";

const NOW = Date.parse("2031-03-03T10:00:00+08:00");
const KV_BEHIND_MS = 60_000;
const issuer = "43" as IssuerCode;

/** A KV binding whose reads fail. */
const silent = new Proxy(env.PUBLISHED, {
  get: (kv, name) => (name === "get" ? () => Promise.reject(new Error("no KV")) : Reflect.get(kv, name)),
});

test("without KV an isolate that never read the rules decides nothing", async () => {
  await expect(ruleSetsOf(silent, issuer, NOW)).rejects.toThrow("no KV");
});

test("read rules are used until a later approval could begin; afterwards nobody is decided by them", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const read = await ruleSetsOf(env.PUBLISHED, issuer, NOW);
  const last = NOW + RULE_SET_LEAD_MS - KV_BEHIND_MS - 1;
  expect(await ruleSetsOf(silent, issuer, last)).toBe(read);
  await expect(ruleSetsOf(silent, issuer, last + 1)).rejects.toThrow("no KV");
  log.mockRestore();
});

test("a clock that is put back causes a new read", async () => {
  await ruleSetsOf(env.PUBLISHED, issuer, NOW);
  await expect(ruleSetsOf(silent, issuer, NOW - 1)).rejects.toThrow("no KV");
});
