/** The rows of a reader of trust: what it believes, and the texts that it serves to others. */
import { beginTrust, type BookEntry, type KeptTrust, type SignedStatement } from "../../domain/federation/kept-trust.ts";
import type { Root } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { storedRegister } from "../../token/federation/register.ts";
import { columns, query, readFirst, readRows, readText } from "../sql.ts";

export const KEPT = `CREATE TABLE kept (one INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE roots (version INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
   CREATE TABLE registers (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, text TEXT NOT NULL) STRICT;
   CREATE TABLE statements (code TEXT PRIMARY KEY, hash TEXT, text TEXT, signed TEXT, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID`;

/** What one row holds: all but the texts of registers and statements, which together may be longer than a row. */
interface KeptRow extends Pick<KeptTrust, "root" | "state" | "bookName" | "newest"> {
  /** The number of the register that holds; null before the first one. */
  readonly register: number | null;
  readonly suspended: readonly (readonly [IssuerCode, ReturnType<KeptTrust["suspended"]["get"]>])[];
  readonly leftOut: readonly (readonly [IssuerCode, ReturnType<KeptTrust["leftOut"]["get"]>])[];
}

interface RegisterRow {
  readonly hash: string;
  readonly text: string;
}

interface StatementRow {
  readonly code: IssuerCode;
  /** Null, as is the text: the member is in the book no longer. */
  readonly hash: string | null;
  readonly text: string | null;
  /** The SignedStatement of the entry, or the last one of a member that the book has no longer, as JSON; null: it cannot be used. */
  readonly signed: string | null;
  /** The number of the book that brought it. */
  readonly changed: number;
}

const REGISTER = columns<RegisterRow>({ hash: "hash", text: "text" });
const STATEMENT = columns<StatementRow>({ code: "code", hash: "hash", text: "text", signed: "signed", changed: "changed" });

export class KeptStore {
  readonly #sql: SqlStorage;
  readonly #onOneMachine: boolean;

  constructor(sql: SqlStorage, onOneMachine: boolean) {
    this.#sql = sql;
    this.#onOneMachine = onOneMachine;
  }

  /** Whether the rows have an older root than this one, or none. */
  isBefore({ version }: Root): boolean {
    const body = readText(this.#sql, "SELECT body FROM kept");
    return body === null || (JSON.parse(body) as KeptRow).root.version < version;
  }

  /** What is kept; a reader without rows begins with the pinned root. */
  kept(pinned: Root): KeptTrust {
    const body = readText(this.#sql, "SELECT body FROM kept");
    if (body === null) return beginTrust(pinned);
    const row = JSON.parse(body) as KeptRow;
    const register = readFirst(this.#sql, query`SELECT ${REGISTER} FROM registers WHERE seq = ?`, row.register);
    const [book, former] = [new Map<IssuerCode, BookEntry>(), new Map<IssuerCode, SignedStatement>()];
    for (const { code, hash, text, signed: json } of this.statements()) {
      const signed: SignedStatement | null = json === null ? null : JSON.parse(json);
      if (hash !== null && text !== null) book.set(code, { code, hash, text, signed });
      else if (signed !== null) former.set(code, signed);
    }
    return {
      ...row,
      // A newer root in the setting counts: so people replace one whose keys are lost.
      root: pinned.version > row.root.version ? pinned : row.root,
      register: register && storedRegister(register.text, register.hash, this.#onOneMachine),
      book,
      former,
      suspended: new Map(row.suspended) as KeptTrust["suspended"],
      leftOut: new Map(row.leftOut) as KeptTrust["leftOut"],
    };
  }

  /** Stores what is kept now, within a transaction. @param roots the texts of roots that are new */
  keep(before: KeptTrust, kept: KeptTrust, roots: readonly string[]): void {
    const { root, state, register, book, bookName, suspended, leftOut, newest } = kept;
    for (const [index, text] of roots.entries())
      this.#sql.exec("INSERT OR IGNORE INTO roots (version, text) VALUES (?, ?)", root.version - roots.length + 1 + index, text);
    if (register !== null)
      this.#sql.exec(
        "INSERT OR REPLACE INTO registers (seq, hash, text) VALUES (?, ?, ?)",
        register.file.seq,
        register.hash,
        register.text,
      );
    if (bookName !== null && book !== before.book) this.#keepBook(before.book, book, bookName.seq);
    const row: KeptRow = {
      root,
      state,
      bookName,
      newest,
      register: register?.file.seq ?? null,
      suspended: [...suspended],
      leftOut: [...leftOut],
    };
    this.#sql.exec("INSERT OR REPLACE INTO kept (one, body) VALUES (1, ?)", JSON.stringify(row));
  }

  #keepBook(before: KeptTrust["book"], book: KeptTrust["book"], seq: number): void {
    for (const { code, hash, text, signed } of book.values()) {
      const last = before.get(code);
      if (last?.hash === hash && last.signed?.hash === signed?.hash) continue;
      const json = signed === null ? null : JSON.stringify(signed);
      this.#sql.exec(
        "INSERT OR REPLACE INTO statements (code, hash, text, signed, changed) VALUES (?, ?, ?, ?, ?)",
        code,
        hash,
        text,
        json,
        seq,
      );
    }
    for (const code of before.keys())
      if (!book.has(code))
        this.#sql.exec("UPDATE statements SET hash = NULL, text = NULL, changed = ? WHERE code = ?", seq, code);
  }

  root(version: number): string | null {
    return readText(this.#sql, "SELECT text FROM roots WHERE version = ?", version);
  }

  /** All statements, and the members that went, in the order of their codes as numbers. */
  statements(): readonly StatementRow[] {
    return readRows(this.#sql, query`SELECT ${STATEMENT} FROM statements ORDER BY CAST(code AS INTEGER)`);
  }
}
