/** Decisions on their way into the chain: each as its text, with the hash made over the one before. */
import { chainHash } from "../chain/chain-hash.ts";
import type { DecisionRow, Link, Linked } from "./colour-store.ts";

/** Decisions in the order in which they follow the end of the chain. */
export async function chained({ seq, hash: before }: Link, rows: readonly DecisionRow[]): Promise<readonly Linked[]> {
  const made: Linked[] = [];
  let hash = before;
  for (const [index, row] of rows.entries()) {
    const body = JSON.stringify(row);
    hash = await chainHash(hash, body);
    made.push({ seq: seq + index + 1, hash, body, row });
  }
  return made;
}
