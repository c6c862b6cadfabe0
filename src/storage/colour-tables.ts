/** Tables of colours: of the issuers of this deployment, in KV and in the memory of the isolate, and of all members that it has read, in KV for phones. */
import { checkColourTable, type ColourTable } from "../domain/federation/colour-table.ts";
import { shippedTable } from "../domain/federation/shipped-tables.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { jsonOf } from "../token/status/fields.ts";
import { SourceMemory } from "./memory.ts";
import { colourTableKey, TRUST_COLOURS_KEY } from "./schema.ts";

const FRESH_MS = 60_000;
/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

/** A table changes rarely, so that one from memory is used without waiting for KV, and renewed after the answer. */
const tables = new SourceMemory<IssuerCode, ColourTable, KVNamespace>({
  keyOf: (issuer) => issuer,
  freshMs: FRESH_MS,
  staleMs: Number.POSITIVE_INFINITY,
  renewEveryMs: FRESH_MS,
  load: async (kv, issuer, now) => ({ value: await presentTable(kv, issuer), at: now }),
});

/** The table of an issuer of this deployment, from KV. Before its first statement with a table it has the shipped one. */
export async function presentTable(kv: KVNamespace, issuer: IssuerCode): Promise<ColourTable> {
  const table = checkColourTable(jsonOf((await publishedTable(kv, issuer)) ?? undefined));
  return table.ok ? table.value : shippedTable(issuer);
}

export async function publishTable(kv: KVNamespace, issuer: IssuerCode, text: string): Promise<void> {
  await kv.put(colourTableKey(issuer), text);
}

/** The text of the table that the statement of an issuer of this deployment names; null before the first one. */
export function publishedTable(kv: KVNamespace, issuer: IssuerCode): Promise<string | null> {
  return kv.get(colourTableKey(issuer), { type: "text", cacheTtl: CACHED_SECONDS });
}

/** The table of an issuer of this deployment. Synchronous if this isolate has it in memory. */
export function tableOf(
  kv: KVNamespace,
  issuer: IssuerCode,
  now: number,
  later: (work: Promise<unknown>) => void,
): ColourTable | Promise<ColourTable> {
  const reading = tables.get(kv, issuer, now, later);
  return reading instanceof Promise ? reading.then(({ value }) => value) : reading.value;
}

export async function publishTables(kv: KVNamespace, texts: readonly string[]): Promise<void> {
  await kv.put(TRUST_COLOURS_KEY, JSON.stringify({ tables: texts }));
}

/** The tables of all members that this deployment has read, as JSON; null before the first one. */
export function publishedTables(kv: KVNamespace): Promise<string | null> {
  return kv.get(TRUST_COLOURS_KEY, { type: "text", cacheTtl: CACHED_SECONDS });
}
