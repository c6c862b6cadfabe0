/** Tables of colours of other issuers: what a statement names, what a text must be to be that table, and what verifiers keep of all of them. docs/trust.md §12. */
import {
  checkColourTable,
  type ColourTable,
  MAX_TABLE_BYTES,
  type RaisedColours,
  raisedColours,
} from "../../domain/federation/colour-table.ts";
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import { memberOf } from "../../domain/federation/take-trust.ts";
import { NATION_TABLE } from "../../domain/federation/shipped-tables.ts";
import { type IssuerCode, NATION } from "../../domain/issuer/issuer.ts";
import { type Fields, fieldsOf, jsonOf } from "../status/fields.ts";
import { jwsOf, payloadOf } from "../status/jws.ts";
import { type BelievedIssuer, believedIssuers } from "./believed.ts";
import { isHash, textHash } from "./read-file.ts";

/** Where a deployment serves the tables of all members that it has read, and below it those of its own issuers. */
export const COLOURS_PATH = "/.well-known/trust/colours";
export const COLOURS_TYPE = "application/json";

/** Tables by their hash. */
export type Tables = ReadonlyMap<string, ColourTable>;

/** The table that a member states. */
export interface StatedTable {
  readonly issuer: IssuerCode;
  /** Where the register says that the issuer is. */
  readonly origin: string;
  /** Null: what the statement says is the name of no table, or the statement of the book does not count. */
  readonly hash: string | null;
}

const stated = new WeakMap<KeptTrust, readonly StatedTable[]>();

/** The tables that the members of the register state; a member whose statement names none is not among them. */
export function statedTables(kept: KeptTrust): readonly StatedTable[] {
  const last = stated.get(kept) ?? statedIn(kept);
  stated.set(kept, last);
  return last;
}

function statedIn({ register, book }: KeptTrust): readonly StatedTable[] {
  const tables: StatedTable[] = [];
  for (const { code, signed, text, hash } of book.values()) {
    const member = memberOf(register?.file, code);
    if (member === undefined || signed === null) continue;
    const jws = jwsOf(text);
    const said = jws && payloadOf(jws)?.["colours"];
    // Of an earlier statement that counts in place of this one nobody has the text.
    const counts = signed.hash === hash;
    if (!counts || said != null) tables.push({ issuer: code, origin: member.origin, hash: counts ? hashIn(said) : null });
  }
  return tables;
}

/** The table in a text that has this hash; null if it is another text, or no table. */
export async function tableIn(text: string, hash: string): Promise<ColourTable | null> {
  if (text.length > MAX_TABLE_BYTES || (await textHash(text)) !== hash) return null;
  const table = checkColourTable(jsonOf(text));
  return table.ok ? table.value : null;
}

/** What a verifier believes of each member, with the way of its colours to those of the nation. */
export function believedWithColours(kept: KeptTrust, tables: Tables): readonly BelievedIssuer[] {
  const hashes = new Map(statedTables(kept).map(({ issuer, hash }) => [issuer, hash]));
  const tableOf = (issuer: IssuerCode): ColourTable | null => tables.get(hashes.get(issuer) ?? "") ?? null;
  // Before the nation states a table, its colours mean what this program ships.
  const nation = hashes.has(NATION) ? tableOf(NATION) : NATION_TABLE;
  const raisedOf = (issuer: IssuerCode): RaisedColours | null => {
    const table = tableOf(issuer);
    return table === null || nation === null ? null : raisedColours(table, nation);
  };
  return believedIssuers(kept).map((issuer) =>
    hashes.has(issuer.code) ? { ...issuer, colours: raisedOf(issuer.code) } : issuer,
  );
}

/** The name of a table as a statement has it. Its id and version are for people: the hash decides. */
export async function tableNameOf(text: string, { id, version }: ColourTable): Promise<Fields> {
  return { id, version, hash: await textHash(text) };
}

function hashIn(value: unknown): string | null {
  const { hash } = fieldsOf(value);
  return isHash(hash) ? hash : null;
}
