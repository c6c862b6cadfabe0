/** The status lists of issuers of other deployments, from the hosts that the register names. docs/trust.md §8. */
import { ageOf } from "../../storage/memory.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE } from "../../token/status/read-status-list.ts";

/** A person waits at the gate. */
const PATIENCE_MS = 800;
/** With the 14 s of the isolate's memory, a revocation that the peer has published reaches this verifier in 29 s. */
const CACHED_SECONDS = 15;
/** A host that has failed is not asked again in this time, so that no further person waits for it. */
const REST_MS = 10_000;

/** When each host that does not answer has failed, ms. The register bounds the number of hosts. */
const failedAt = new Map<string, number>();

/** `token`: null if the peer has not published the list. `resting`: it was not asked, because it has failed within the last 10 s. */
type PeerAnswer = { readonly state: "answered"; readonly token: string | null } | { readonly state: "failed" | "resting" };

/** Asks a peer for a list. Never rejects. @param origin of the register */
export async function peerList(origin: string, list: string, now: number): Promise<PeerAnswer> {
  if (ageOf(failedAt.get(origin) ?? Number.NEGATIVE_INFINITY, now) < REST_MS) return { state: "resting" };
  try {
    const answer = await fetch(`${origin}/status/${list}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
      cf: { cacheEverything: true, cacheTtl: CACHED_SECONDS },
    });
    const token = await answerText(answer, MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE);
    failedAt.delete(origin);
    return { state: "answered", token };
  } catch (bug) {
    failedAt.set(origin, now);
    console.error(bug);
    return { state: "failed" };
  }
}
