/** What a gate may know now of the holder of a credential: asked for each pass. */
import { accept, refuse } from "../../domain/result.ts";
import type { DecisionRow } from "./colour-store.ts";
import type { CredentialStore } from "./credential-store.ts";
import type { HolderAsked, HolderResult } from "./rpc.ts";

/** Refused where nobody is known, or the credential was not given to them, or was revoked since. */
export function holderOf(credentials: CredentialStore, { person, handle }: HolderAsked): HolderResult {
  const row = credentials.holder(person, handle);
  if (row === null) return refuse({ code: "unknown_holder" });
  if (row.live === 0) return refuse({ code: "revoked" });
  const { maskedName, declaredAt, decision, community } = row;
  return accept({
    maskedName,
    declaredAt,
    community: community ?? "",
    decision: decision === null ? null : (JSON.parse(decision) as DecisionRow),
  });
}
