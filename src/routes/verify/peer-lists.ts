/** The status lists of issuers of other deployments, from the hosts that the register names. docs/trust.md §8. */
import { ageOf } from "../../storage/memory.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE } from "../../token/status/read-status-list.ts";

/** A person waits at the gate. */
const PATIENCE_MS = 800;
/** With the 25 s of the isolate's memory, a revocation that the peer has published reaches this verifier in 40 s. */
const CACHED_SECONDS = 15;
/** A host that has failed is not asked again in this time, so that no further person waits for it. */
const REST_MS = 10_000;

/** When each host that does not answer has failed, ms. The register bounds the number of hosts. */
const failedAt = new Map<string, number>();

/**
 * A list of a peer; null if it has not published one. Rejects if the peer does not answer; undefined, without a request, if it failed to within the last 10 s.
 * @param origin of the register
 */
export async function peerList(origin: string, list: string, now: number): Promise<string | null | undefined> {
  if (ageOf(failedAt.get(origin) ?? Number.NEGATIVE_INFINITY, now) < REST_MS) return undefined;
  try {
    const answer = await fetch(`${origin}/status/${list}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
      cf: { cacheEverything: true, cacheTtl: CACHED_SECONDS },
    });
    const token = await answerText(answer, MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE);
    failedAt.delete(origin);
    return token;
  } catch (bug) {
    failedAt.set(origin, now);
    throw bug;
  }
}
