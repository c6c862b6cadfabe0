/** The public counts of Hubei's manual changes, as everybody reads them once KV has the newest ones, without the names of their sources. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import type { ManualChanges } from "../../src/contract/proposal/proposal.ts";
import { PATIENT } from "../support/patience.ts";
import { Visitor } from "./visitor.ts";

const UNPUBLISHED = "SELECT topic FROM publications WHERE topic = 'manual_changes' AND published < changes";

export async function manualChanges(): Promise<readonly Omit<ManualChanges["changes"][number], "sourceName">[]> {
  const issuer = env.ISSUER.getByName("42/issuer");
  const waiting = () => runInDurableObject(issuer, (_, { storage }) => storage.sql.exec(UNPUBLISHED).toArray());
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), PATIENT);
  const { changes } = await new Visitor("hubei.localhost").ask<ManualChanges>("GET", "/api/v1/manual-changes");
  return changes.map(({ month, kind, reason, source, changes: times, entries }) => ({
    month,
    kind,
    reason,
    source,
    changes: times,
    entries,
  }));
}
