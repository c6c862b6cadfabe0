/** The view of the holders of credentials for a gate. Runs for each pass. */
import type { Category } from "../../../domain/declaration/declaration.ts";
import { accept, refuse } from "../../../domain/result.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { HolderQuery, HolderResult } from "./rpc.ts";

interface Stores {
  readonly credentials: CredentialStore;
  readonly decisions: Decisions;
}

/** Answers in the order of the queries. A person with an outdated decision is decided again first, so that a gate does not wait for an alarm. */
export async function holdersOf(
  { credentials, decisions }: Stores,
  queries: readonly HolderQuery[],
  now: number,
): Promise<readonly HolderResult[]> {
  const holders = queries.map((each) => holderOf(credentials, each));
  const present = holders.flatMap((one) => (one.ok && one.value.decision !== null ? [one.value.decision] : []));
  const outdated = await decisions.outdated(present, now);
  if (outdated.length === 0) return holders;
  // A person who cannot be decided passes by their last decision.
  for (const person of outdated) await decisions.present(person, now).catch(console.error);
  // The new decisions may have revoked credentials of the query.
  return queries.map((each) => holderOf(credentials, each));
}

/** Refused for an unknown person, for a credential that is not theirs, and for a revoked one. */
function holderOf(credentials: CredentialStore, { person, handle }: HolderQuery): HolderResult {
  const row = credentials.holder(person, handle);
  if (row === null) return refuse({ code: "unknown_holder" });
  if (row.live === 0) return refuse({ code: "revoked" });
  const { maskedName, declaredAt, decision, community, category } = row;
  return accept({
    maskedName,
    declaredAt,
    community: community ?? "",
    category: category as Category | null,
    decision: decision === null ? null : (JSON.parse(decision) as DecisionRow),
  });
}
