/** An officer's file that was read and is not decided yet: its entries by shard, sealed; its first persons; the changes of colour. Every statement that touches these tables. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Move } from "../../domain/rules/trial.ts";
import { columns, query, readNumber, readRows, readTexts } from "../sql.ts";
import type { ListedEntry, ListedPerson } from "./rpc.ts";

/** A person of the file, before the shard has answered about them: without a name and colours. */
export interface FirstPerson extends ListedPerson {
  readonly person: PersonKey;
}

interface PersonRow {
  readonly person: PersonKey;
  readonly body: string;
}

/** Officers check this number of persons one by one; of a longer list they check the first ones. */
const MOST_SHOWN = 50;
/** The most entries that are shown of one person. */
const MOST_ENTRIES = 10;

const PERSON = columns<PersonRow>({ person: "person", body: "body" });
const MOVE = columns<Move>({ division: "division", from: "from_colour", to: "to_colour", persons: "persons" });

export class ReadingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Keeps the sealed entries of the piece `n` whose persons belong to the shard. */
  stage(shard: number, n: number, sealed: string): void {
    this.#sql.exec("INSERT OR REPLACE INTO staged (shard, n, sealed) VALUES (?, ?, ?)", shard, n, sealed);
  }

  /** The sealed entries of one shard, in the order of the file. */
  staged(shard: number): readonly string[] {
    return readTexts(this.#sql, "SELECT sealed FROM staged WHERE shard = ? ORDER BY n", shard);
  }

  /** The first shard with entries, from `shard` on; null if there is none. */
  nextShard(shard: number): number | null {
    return readNumber(this.#sql, "SELECT MIN(shard) FROM staged WHERE shard >= ?", shard);
  }

  /** Adds an entry to the persons that officers see, if the person is among the first ones of the file. */
  show(person: PersonKey, maskedDocument: string, entry: ListedEntry): void {
    const before = this.#persons().find((one) => one.person === person);
    if (before === undefined) {
      if (this.#persons().length >= MOST_SHOWN) return;
      this.#put({ person, maskedName: null, maskedDocument, entries: [entry], from: null, to: null });
    } else if (before.entries.length < MOST_ENTRIES) this.#put({ ...before, entries: [...before.entries, entry] });
  }

  /** Which of these persons officers see. */
  shownAmong(persons: readonly PersonKey[]): readonly PersonKey[] {
    const some = new Set(persons);
    return this.#persons().flatMap(({ person }) => (some.has(person) ? [person] : []));
  }

  /** Completes a shown person by the answer of the shard. */
  name(person: PersonKey, known: Pick<ListedPerson, "maskedName" | "from" | "to">): void {
    const before = this.#persons().find((one) => one.person === person);
    if (before !== undefined) this.#put({ ...before, ...known });
  }

  shown(): readonly ListedPerson[] {
    return this.#persons().map(({ person: _person, ...shown }) => shown);
  }

  addMove({ division, from, to, persons }: Move): void {
    this.#sql.exec(
      `INSERT INTO moves (division, from_colour, to_colour, persons) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET persons = persons + ?4`,
      division,
      from,
      to,
      persons,
    );
  }

  moves(): readonly Move[] {
    return readRows(this.#sql, query`SELECT ${MOVE} FROM moves ORDER BY division, from_colour, to_colour`);
  }

  forget(): void {
    for (const table of ["staged", "first_persons", "moves"]) this.#sql.exec(`DELETE FROM ${table}`);
  }

  #persons(): readonly FirstPerson[] {
    const rows = readRows(this.#sql, query`SELECT ${PERSON} FROM first_persons ORDER BY n`);
    return rows.map(({ person, body }) => ({ ...(JSON.parse(body) as ListedPerson), person }));
  }

  #put({ person, ...body }: FirstPerson): void {
    const text = "INSERT INTO first_persons (person, body) VALUES (?1, ?2) ON CONFLICT (person) DO UPDATE SET body = ?2";
    this.#sql.exec(text, person, JSON.stringify(body));
  }
}
