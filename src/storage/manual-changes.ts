/** The public counts of the changes that an issuer's officers made by hand, of clients' files, and of appointments in the first set-up: in KV, so that no reader calls an object. Names no person. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import type { CountedAct } from "../domain/proposal/proposal.ts";
import type { HealthReason } from "../domain/proposal/reason.ts";
import { manualChangesKey } from "./schema.ts";

/** How long KV and every cache of the answer may show the previous counts, seconds. */
export const MANUAL_CHANGES_CACHED_SECONDS = 300;

/** The number of acts of one kind for one reason about one source in one month. */
export interface ManualChange {
  /** `YYYY-MM` in China. */
  readonly month: string;
  readonly kind: CountedAct;
  /** Null for an act that names no reason: a client's file, an appointment. */
  readonly reason: HealthReason | null;
  /** The division whose list, measure or office it is; empty in counts of earlier releases. An act with entries of several sources counts for each of them. */
  readonly source: string;
  readonly changes: number;
  /** The number of entries of lists in these acts. */
  readonly entries: number;
}

/** Counts that the previous release has published have neither a source nor entries. */
type PublishedChange = Omit<ManualChange, "source" | "entries"> & Partial<Pick<ManualChange, "source" | "entries">>;

export async function publishManualChanges(kv: KVNamespace, issuer: IssuerCode, changes: readonly ManualChange[]): Promise<void> {
  await kv.put(manualChangesKey(issuer), JSON.stringify(changes));
}

/** The published counts, the newest month first. */
export async function manualChangesOf(kv: KVNamespace, issuer: IssuerCode): Promise<readonly ManualChange[]> {
  const options = { type: "json", cacheTtl: MANUAL_CHANGES_CACHED_SECONDS } as const;
  const counts = (await kv.get<readonly PublishedChange[]>(manualChangesKey(issuer), options)) ?? [];
  return counts.map((count) => ({ source: "", entries: count.changes, ...count }));
}
