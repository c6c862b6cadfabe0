/** A collector as administrators see them, their phone opened. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { open } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { CollectorView } from "./rpc.ts";
import type { CollectorRow } from "./staff-store.ts";

/** By phone number. */
export async function openCollectors(secrets: Secrets, rows: readonly CollectorRow[]): Promise<readonly CollectorView[]> {
  const views = await Promise.all(
    rows.map(async (row) => ({ ...viewOf(row), phone: await open<string>(secrets, ownerOf(row.person), row.sealedPhone) })),
  );
  return views.toSorted((a, b) => (a.phone < b.phone ? -1 : 1));
}

/** Whose key seals a collector's phone. */
export function ownerOf(person: PersonKey): string {
  return `collector/${person}`;
}

export function viewOf({ id, maskedName, addedAt, post }: CollectorRow): Omit<CollectorView, "phone"> {
  return { id, maskedName, addedAt, post };
}
