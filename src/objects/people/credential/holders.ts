/** What a gate may know now of the holders of credentials: asked for each pass. */
import type { Category } from "../../../domain/declaration/declaration.ts";
import { accept, refuse } from "../../../domain/result.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { Decisions } from "../colour/decisions.ts";
import type { HolderAsked, HolderResult } from "./rpc.ts";

interface Asking {
  readonly credentials: CredentialStore;
  readonly decisions: Decisions;
}

/** In the order of the question; whom time or another rule set has overtaken is decided first, so that a gate does not wait for an alarm. */
export async function holdersOf(
  { credentials, decisions }: Asking,
  asked: readonly HolderAsked[],
  now: number,
): Promise<readonly HolderResult[]> {
  const found = asked.map((each) => holderOf(credentials, each));
  const decided = found.flatMap((one) => (one.ok && one.value.decision !== null ? [one.value.decision] : []));
  const overtaken = await decisions.overtaken(decided, now);
  if (overtaken.length === 0) return found;
  // One who cannot be decided passes by what was decided last, as before.
  for (const person of overtaken) await decisions.present(person, now).catch(console.error);
  // What was decided may have revoked what was shown.
  return asked.map((each) => holderOf(credentials, each));
}

/** Refused where nobody is known, or the credential was not given to them, or was revoked since. */
function holderOf(credentials: CredentialStore, { person, handle }: HolderAsked): HolderResult {
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
