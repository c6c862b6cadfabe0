/** Whether a community is left to the nation's own codes, by what this deployment believes now. */
import { coveringCodes, isCovered } from "../../domain/federation/cover.ts";
import { believedRows, believedTrust } from "../../storage/trust.ts";
import { issuersIn, shardNameOf } from "../../token/federation/believed-text.ts";

/**
 * Whether a member of the register covers the community now, so that the nation serves nobody there. False also without an answer of KV: verifiers refuse such codes
 * anyway.
 * @param community at least its first four digits
 */
export async function isCoveredNow(kv: KVNamespace, community: string, now: number): Promise<boolean> {
  try {
    const believed = await believedTrust(kv);
    if (believed === null || now >= believed.expiresAt) return false;
    const names = coveringCodes(community).map((code) => shardNameOf(believed.shards, code));
    const shards = await Promise.all([...new Set(names)].filter((name) => name !== null).map((name) => believedRows(kv, name)));
    const members = shards.flatMap((rows) => (rows === null ? [] : [issuersIn(rows)]));
    return isCovered(community, now, (code) => members.find((some) => some.has(code))?.get(code)) === true;
  } catch (bug) {
    console.error(bug);
    return false;
  }
}
