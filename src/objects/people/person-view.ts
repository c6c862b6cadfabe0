/** A person as one account may see them: masked, and without the declaration and the claims where that account only asks. */
import { maskDocument } from "../../domain/identity/mask.ts";
import type { DeclarationRow } from "./declaration-store.ts";
import type { ClaimRow, PersonRow } from "./person-store.ts";
import type { Identity, PersonView } from "./rpc.ts";

export function managedView(
  row: PersonRow,
  { document }: Identity,
  latest: DeclarationRow | null,
  claims: readonly ClaimRow[],
): PersonView {
  return {
    ...pendingView(row, { document }),
    state: "managed",
    declaration: latest && { n: latest.n, at: latest.at, category: latest.category },
    claims: claims.map(({ id, maskedPhone, relation, at }) => ({ id, maskedPhone, relation, at })),
  };
}

export function pendingView({ maskedName }: PersonRow, { document }: Pick<Identity, "document">): PersonView {
  return {
    state: "pending",
    maskedName,
    documentType: document.type,
    maskedDocument: maskDocument(document.number),
    declaration: null,
    claims: [],
  };
}
