/** The tables of colours that members state, read once from their own hosts and kept by their hash: what is no such table stays missing, so that gates ask. */
import { checkColourTable, type ColourTable, MAX_TABLE_BYTES, MAX_TABLES_BYTES } from "../../domain/federation/colour-table.ts";
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { publishedTable } from "../../storage/colour-tables.ts";
import {
  COLOURS_PATH,
  COLOURS_TYPE,
  type StatedTable,
  statedTables,
  tableIn,
  type Tables,
} from "../../token/federation/colours.ts";
import { answerText } from "../../token/status/bounded-bytes.ts";
import { jsonOf } from "../../token/status/fields.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuersHere } from "../issuers.ts";
import { columns, query, readRows } from "../sql.ts";

/** A release without this table has kept statements that name tables: what verifiers believe is written again. */
export const COLOUR_TABLES = `CREATE TABLE colour_tables (hash TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
   UPDATE publications SET changes = changes + 1 WHERE topic = 'believed'`;

interface TableRow {
  readonly hash: string;
  readonly text: string;
}

const TABLE = columns<TableRow>({ hash: "hash", text: "text" });

const PATIENCE_MS = 2_000;
/** A host that does not answer, or answers with something else, is asked again after this time. */
const ASKED_AGAIN_MS = 60_000;
/** The most hosts that are asked at the same time. */
const AT_A_TIME = 16;

export class ColourTables {
  readonly #sql: SqlStorage;
  #tables: Tables | null = null;
  /** How often a table was asked for, and when it may be again, ms, by its hash. In memory only: an object that begins again asks at once. */
  readonly #asked = new Map<string, { readonly times: number; readonly again: number }>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  tables(): Tables {
    return (this.#tables ??= new Map(this.#rows().flatMap(({ hash, text }) => entryOf(hash, text))));
  }

  /** The texts for phones, together at most MAX_TABLES_BYTES. */
  texts(): readonly string[] {
    let bytes = 0;
    return this.#rows()
      .map(({ text }) => text)
      .filter((text) => (bytes += new TextEncoder().encode(text).length) <= MAX_TABLES_BYTES);
  }

  /** Reads missing tables, apart from the pulls, so that no suspension waits for a host. @param kept null: nothing yet @param changed is called after a change of the tables */
  duty(env: ObjectsEnv, kept: () => KeptTrust | null, changed: () => Promise<void>): Duty {
    return {
      name: "colours",
      due: () => {
        const now = kept();
        return now === null ? null : this.#due(now);
      },
      run: async (now) => {
        const present = kept();
        if (present !== null && (await this.#read(env, present, now))) await changed();
      },
    };
  }

  /** When the next missing table may be asked for, ms; null if none is missing. */
  #due(kept: KeptTrust): number | null {
    const moments = [...this.#missing(kept).keys()].map((hash) => this.#asked.get(hash)?.again ?? 0);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** Reads missing tables, and forgets those that no member states. Answers whether anything has changed. */
  async #read(env: ObjectsEnv, kept: KeptTrust, now: number): Promise<boolean> {
    const isDue = (hash: string) => (this.#asked.get(hash)?.again ?? 0) <= now;
    const due = [...this.#missing(kept)].filter(([hash]) => isDue(hash)).slice(0, AT_A_TIME);
    const read = await Promise.all(
      due.map(async ([hash, members]) => {
        const { times } = this.#asked.get(hash) ?? { times: 0 };
        this.#asked.set(hash, { times: times + 1, again: now + ASKED_AGAIN_MS });
        // Several members may state the same table: one that does not answer is not the only one that is asked.
        const member = members[times % members.length];
        return { hash, text: member === undefined ? null : await readText(env, member, hash) };
      }),
    );
    const stated = new Set(statedTables(kept).map(({ hash }) => hash));
    const gone = [...this.tables().keys()].filter((hash) => !stated.has(hash));
    for (const hash of gone) this.#sql.exec("DELETE FROM colour_tables WHERE hash = ?", hash);
    for (const { hash, text } of read)
      if (text !== null) this.#sql.exec("INSERT OR REPLACE INTO colour_tables (hash, text) VALUES (?, ?)", hash, text);
    for (const hash of this.#asked.keys()) if (!stated.has(hash)) this.#asked.delete(hash);
    this.#tables = null;
    return gone.length > 0 || read.some(({ text }) => text !== null);
  }

  /** The members that state a table which is not here, by its hash. */
  #missing(kept: KeptTrust): ReadonlyMap<string, readonly StatedTable[]> {
    const missing = statedTables(kept).filter(({ hash }) => hash !== null && !this.tables().has(hash));
    return Map.groupBy(missing, ({ hash }) => hash ?? "");
  }

  #rows(): readonly TableRow[] {
    return readRows(this.#sql, query`SELECT ${TABLE} FROM colour_tables ORDER BY hash`);
  }
}

/** The text of a table at its issuer; null if there is none, or another one. */
async function readText(env: ObjectsEnv, { issuer, origin }: StatedTable, hash: string): Promise<string | null> {
  try {
    const text = (await isHere(env, issuer)) ? await publishedTable(env.PUBLISHED, issuer) : await tableAt(origin, issuer);
    if (text === null || (await tableIn(text, hash)) !== null) return text;
    console.error(`the table of colours of ${issuer} is not the one that it states`);
  } catch (bug) {
    console.error(`the table of colours of ${issuer} did not come`, bug);
  }
  return null;
}

async function isHere(env: ObjectsEnv, issuer: IssuerCode): Promise<boolean> {
  return (await issuersHere(env)).some(({ code }) => code === issuer);
}

async function tableAt(origin: string, issuer: IssuerCode): Promise<string | null> {
  const answer = await fetch(`${origin}${COLOURS_PATH}/${issuer}`, {
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return answerText(answer, MAX_TABLE_BYTES, COLOURS_TYPE);
}

/** A later release may refuse a table that an earlier one has taken: then it is missing. */
function entryOf(hash: string, text: string): readonly (readonly [string, ColourTable])[] {
  const table = checkColourTable(jsonOf(text));
  return table.ok ? [[hash, table.value]] : [];
}
