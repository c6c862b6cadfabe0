/** The rows of the nation: registers with those that wait for signatures, the book of statements and the last state. */
import type { LeftOut, SignedStatement } from "../../domain/federation/kept-trust.ts";
import { STATEMENT_COUNTS_MS } from "../../domain/federation/statement-limit.ts";
import type { Register, Verified } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { storedRegister } from "../../token/federation/register.ts";
import type { SentLetter } from "./rpc.ts";
import { Suspensions } from "./suspensions.ts";
import { columns, query, readFirst, readNumber, readRows, readText, readTexts } from "../sql.ts";

interface FileRow {
  readonly seq: number;
  readonly text: string;
}

interface StateRow extends FileRow {
  /** The time of issue, ms; 0 after a change that it does not say. */
  readonly at: number;
}

interface RegisterRow extends FileRow {
  readonly hash: string;
}

interface StoredStatement {
  readonly code: IssuerCode;
  readonly hash: string;
  /** Null after the member has gone. */
  readonly text: string | null;
  /** The SignedStatement, as JSON. */
  readonly signed: string;
  /** The number of the book that it changed. */
  readonly changed: number;
}

interface LastStatement extends Pick<StoredStatement, "text"> {
  readonly signed: SignedStatement;
}

interface LeftOutRow {
  readonly code: IssuerCode;
  /** When it was left out, ms. */
  readonly at: number;
  readonly reason: LeftOut;
}

const STATE = columns<StateRow>({ seq: "seq", at: "at", text: "text" });
const REGISTER = columns<RegisterRow>({ seq: "seq", hash: "hash", text: "text" });
const STATEMENT = columns<StoredStatement>({ code: "code", hash: "hash", text: "text", signed: "signed", changed: "changed" });
const LEFT_OUT = columns<LeftOutRow>({ code: "code", at: "at", reason: "reason" });
const LETTER = columns<SentLetter>({ code: "code", at: "at", fault: "fault", detail: "detail", clockMs: "clock_ms" });

/** More candidates than officers: each can have one. */
const MAX_CANDIDATES = 8;

export class NationStore {
  readonly #sql: SqlStorage;
  readonly #onOneMachine: boolean;
  #present: Verified<Register> | null = null;
  readonly suspensions: Suspensions;

  constructor(sql: SqlStorage, onOneMachine: boolean) {
    this.#sql = sql;
    this.#onOneMachine = onOneMachine;
    this.suspensions = new Suspensions(sql);
  }

  register(seq: number): string | null {
    return readText(this.#sql, "SELECT text FROM registers WHERE seq = ?", seq);
  }

  /** The register that holds; null before the first one. */
  presentRegister(): Verified<Register> | null {
    const row = readFirst(this.#sql, query`SELECT ${REGISTER} FROM registers ORDER BY seq DESC LIMIT 1`);
    if (row !== null && row.hash !== this.#present?.hash) this.#present = storedRegister(row.text, row.hash, this.#onOneMachine);
    return row && this.#present;
  }

  /** Adds the register that holds from now on. Those that waited follow another one and go. */
  addRegister({ seq, hash, text }: RegisterRow, now: number): void {
    this.#sql.exec("INSERT INTO registers (seq, hash, at, text) VALUES (?, ?, ?, ?)", seq, hash, now, text);
    this.#sql.exec("DELETE FROM candidates");
  }

  candidates(): readonly string[] {
    return readTexts(this.#sql, "SELECT text FROM candidates ORDER BY at DESC");
  }

  candidate(hash: string): string | null {
    return readText(this.#sql, "SELECT text FROM candidates WHERE hash = ?", hash);
  }

  putCandidate(hash: string, text: string, now: number): void {
    this.#sql.exec(
      "INSERT INTO candidates (hash, at, text) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET text = excluded.text",
      hash,
      now,
      text,
    );
    this.#sql.exec(
      "DELETE FROM candidates WHERE hash NOT IN (SELECT hash FROM candidates ORDER BY at DESC LIMIT ?)",
      MAX_CANDIDATES,
    );
  }

  /** The statements of all members, in the order of their codes as numbers. */
  statements(): readonly (StoredStatement & { readonly text: string })[] {
    return this.served().flatMap(({ text, ...row }) => (text === null ? [] : [{ ...row, text }]));
  }

  /** The last statement of an issuer; null before the first one. */
  statement(code: string): LastStatement | null {
    const row = readFirst(this.#sql, query`SELECT ${STATEMENT} FROM statements WHERE code = ?`, code);
    return row === null ? null : { signed: JSON.parse(row.signed) as SignedStatement, text: row.text };
  }

  /** All statements, and the members that went. */
  served(): readonly StoredStatement[] {
    return readRows(this.#sql, query`SELECT ${STATEMENT} FROM statements ORDER BY CAST(code AS INTEGER)`);
  }

  /** The number of the book: of its last change. */
  bookSeq(): number {
    return readNumber(this.#sql, "SELECT COALESCE(MAX(changed), 0) FROM statements") ?? 0;
  }

  /** When statements of this member by identity keys of this register were taken, ms, the newest first. */
  statementsTaken(code: IssuerCode, since: number): readonly number[] {
    const times = columns<{ readonly at: number }>({ at: "at" });
    const text = query`SELECT ${times} FROM taken_statements WHERE code = ? AND since = ? ORDER BY at DESC`;
    return readRows(this.#sql, text, code, since).map(({ at }) => at);
  }

  putStatement(code: IssuerCode, text: string, signed: SignedStatement, now: number): void {
    this.#sql.exec("INSERT INTO taken_statements (code, since, at) VALUES (?, ?, ?)", code, signed.key.since, now);
    this.#sql.exec("DELETE FROM taken_statements WHERE code = ? AND at <= ?", code, now - STATEMENT_COUNTS_MS);
    this.#sql.exec(
      `INSERT INTO statements (code, hash, text, signed, changed) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (code) DO UPDATE SET hash = excluded.hash, text = excluded.text, signed = excluded.signed, changed = excluded.changed`,
      code,
      signed.hash,
      text,
      JSON.stringify(signed),
      this.bookSeq() + 1,
    );
    this.#sql.exec("DELETE FROM left_out WHERE code = ?", code);
  }

  leftOut(): readonly LeftOutRow[] {
    return readRows(this.#sql, query`SELECT ${LEFT_OUT} FROM left_out`);
  }

  /** Notes, until the next statement of the member that is taken, that one was left out. */
  putLeftOut({ code, at, reason }: LeftOutRow): void {
    this.#sql.exec("INSERT OR REPLACE INTO left_out (code, at, reason) VALUES (?, ?, ?)", code, at, reason);
  }

  letters(): readonly SentLetter[] {
    return readRows(this.#sql, query`SELECT ${LETTER} FROM letters`);
  }

  putLetter({ code, at, fault, detail, clockMs }: SentLetter): void {
    const insert = "INSERT OR REPLACE INTO letters (code, at, fault, detail, clock_ms) VALUES (?, ?, ?, ?, ?)";
    this.#sql.exec(insert, code, at, fault, detail, clockMs);
  }

  /** Takes the statements of everybody else out of the book; what they said last stays known, against an older one if they come back. */
  keepStatementsOf(codes: ReadonlySet<string>): void {
    for (const { code } of this.statements())
      if (!codes.has(code))
        this.#sql.exec("UPDATE statements SET text = NULL, changed = ? WHERE code = ?", this.bookSeq() + 1, code);
  }

  lastState(): StateRow | null {
    return readFirst(this.#sql, query`SELECT ${STATE} FROM states ORDER BY seq DESC LIMIT 1`);
  }

  /** Notes, within the transaction of a change, that the state does not say it. */
  outdateState(): void {
    this.#sql.exec("UPDATE states SET at = 0");
  }

  putState({ seq, at, text }: StateRow): void {
    this.#sql.exec("DELETE FROM states");
    this.#sql.exec("INSERT INTO states (seq, at, text) VALUES (?, ?, ?)", seq, at, text);
  }
}
