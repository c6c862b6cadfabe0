/** Whether a community is left to the nation's own codes, by what this deployment believes now. */
import { coveringCodes, isCovered } from "../../domain/federation/cover.ts";
import { believedAmong } from "./believed-among.ts";

/**
 * Whether a member of the register covers the community now, so that the nation serves nobody there. False also without an answer of KV: verifiers refuse such codes
 * anyway.
 * @param community at least its first four digits
 */
export async function isCoveredNow(kv: KVNamespace, community: string, now: number): Promise<boolean> {
  try {
    const believed = await believedAmong(kv, coveringCodes(community));
    if (believed === null || now >= believed.expiresAt) return false;
    return isCovered(community, now, (code) => believed.issuers.get(code)) === true;
  } catch (bug) {
    console.error(bug);
    return false;
  }
}
