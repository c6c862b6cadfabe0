/** Letters of a peer to Wuhan, without the wire, and what came of them in Wuhan's shards. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { readConfig } from "../../src/config.ts";
import type { Letter, LetterItem } from "../../src/domain/federation/letter.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";

export const WUHAN = "4201";

export const mailboxFor = (from: string) => env.MAILBOX.getByName(`${WUHAN}/mailbox/${from}`);

export function aLetter(kind: string, items: readonly LetterItem[], from = "44"): Letter {
  const now = Date.now();
  const times = { issuedAt: now, expiresAt: now + 120_000, id: crypto.randomUUID() };
  return { from: from as IssuerCode, to: WUHAN as IssuerCode, ...times, kind, items };
}

/** What Wuhan answers: the state of each item, or why it is refused. */
export async function told(kind: string, items: readonly LetterItem[], from = "44"): Promise<readonly string[]> {
  const letter = aLetter(kind, items, from);
  const taken = await mailboxFor(from).take(letter, letter.issuedAt);
  if (!taken.ok) throw new Error(taken.refusal.code);
  return taken.value.map(({ state, code }) => code ?? state);
}

/** The entries of this name in Wuhan's shards. */
export async function entries(reference: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  const text = "SELECT kind, source, from_day, until_day, withdrawn_at FROM facts WHERE reference = ?";
  for (const shard of shardsOfWuhan())
    rows.push(...(await runInDurableObject(shard, (_, { storage }) => storage.sql.exec(text, reference).toArray())));
  return rows;
}

/** The number of entries of this name that are not withdrawn. */
export async function standing(reference: string): Promise<number> {
  return (await entries(reference)).filter(({ withdrawn_at: at }) => at === null).length;
}

export function shardsOfWuhan() {
  const shards = readConfig(env).byCode.get(WUHAN as IssuerCode)?.shards ?? 0;
  return Array.from({ length: shards }, (_, shard) => env.PEOPLE.getByName(`${WUHAN}/people/${shard}`));
}
