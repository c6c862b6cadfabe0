/** Communities that administrators have added, or to which they gave more names, in KV, so that no reader calls an object. Each has one key, with its data in the metadata. */
import { base64url } from "jose";
import type { DivisionCode } from "../domain/division/division.ts";
import type { DivisionRow } from "../domain/division/table.ts";
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import { addedDivisionKey } from "./schema.ts";

/** The data of an addition: JSON in base64url, because KV's metadata travel in a header. With the domain's bounds it needs at most 820 of KV's 1,024 bytes, if no name has rare characters of four bytes in UTF-8. */
interface Metadata {
  readonly told: string;
}

interface Addition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly validFrom: string | null;
}

/** Stores an addition. KV accepts one write per key and second; a reader elsewhere may see the previous value for a minute. */
export async function publishDivision(kv: KVNamespace, issuer: IssuerCode, row: DivisionRow): Promise<void> {
  const addition: Addition = { name: row.name, aliases: row.aliases, validFrom: row.validFrom };
  const metadata: Metadata = { told: base64url.encode(JSON.stringify(addition)) };
  await kv.put(addedDivisionKey(issuer, row.code), "", { metadata });
}

/** All additions below a division, in the order of their codes. */
export async function publishedDivisions(kv: KVNamespace, issuer: IssuerCode, above: string): Promise<readonly DivisionRow[]> {
  const rows: DivisionRow[] = [];
  const before = addedDivisionKey(issuer, "");
  let cursor: string | null = null;
  do {
    const page: KVNamespaceListResult<Metadata> = await kv.list<Metadata>({ prefix: addedDivisionKey(issuer, above), cursor });
    for (const { name, metadata } of page.keys) {
      if (metadata === undefined) continue;
      const addition = JSON.parse(new TextDecoder().decode(base64url.decode(metadata.told))) as Addition;
      rows.push({ ...addition, code: name.slice(before.length) as DivisionCode, validTo: null, successor: null });
    }
    cursor = page.list_complete ? null : page.cursor;
  } while (cursor !== null);
  return rows;
}
