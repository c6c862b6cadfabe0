/** Asks the identity authority about persons: with a claim, with a login, and by a duty if it did not answer or the person was registered before proofs. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { countInHour, type HourCount, type TooManyRequests } from "../../../domain/access/one-time-password.ts";
import { managerOf } from "../../../domain/custody/custody.ts";
import { type AuthorityQuestion, type Findings, findingsOf, type IdentityAuthority } from "../../../domain/identity/authority.ts";
import { DAY_MS, HOUR_MS } from "../../../domain/instant.ts";
import { accept, type Result } from "../../../domain/result.ts";
import { dueAt, overUntil } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { backOffMs } from "../../duty/back-off.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, query, readFirst, readNumber } from "../../sql.ts";
import { type CheckRow, type CheckStore, NO_ACCOUNT } from "./check-store.ts";
import type { Custodies } from "./custodies.ts";

/** The time from an answer other than a match to the end of the proof `earlier`. */
const EARLIER_ENDS_AFTER_MS = 14 * DAY_MS;
/** A login asks again only if the last answer is older. */
const ASK_AGAIN_MS = HOUR_MS;
/** Wrong names that may be tried on one document in an hour. Above this the authority is asked with the phone alone, so that the holder still gets through. */
const MAX_CONTRADICTIONS = 10;

const COUNT = columns<HourCount>({ since: "since", count: "count" });

export class Checks {
  readonly #sql: SqlStorage;
  readonly #store: CheckStore;
  readonly #custodies: Custodies;
  readonly #authority: IdentityAuthority | null;
  readonly #wake: (at: number) => void;

  constructor(
    sql: SqlStorage,
    store: CheckStore,
    custodies: Custodies,
    authority: IdentityAuthority | null,
    wake: (at: number) => void,
  ) {
    this.#sql = sql;
    this.#store = store;
    this.#custodies = custodies;
    this.#authority = authority;
    this.#wake = wake;
  }

  /** Whether there is an authority: without one, a deployment proves newcomers in person only. */
  get hasAuthority(): boolean {
    return this.#authority !== null;
  }

  /** The authority's answer; null without an authority. */
  async ask(question: AuthorityQuestion): Promise<Findings | null> {
    return this.#authority === null ? null : findingsOf(this.#authority, question);
  }

  /**
   * The authority's answer about a claimed name. Refused after too many wrong names on one document, unless name, number and phone belong together.
   * @param isProved the login is a proved person's own: wrong names by strangers must not stop a mother who adds her child
   */
  async askForClaim(
    person: PersonKey,
    question: AuthorityQuestion,
    isProved: boolean,
    now: number,
  ): Promise<Result<Findings | null, TooManyRequests>> {
    const room = countInHour(now, this.#contradictions(person), MAX_CONTRADICTIONS);
    const mayAsk = isProved || room.ok || this.#authority === null;
    if (!mayAsk && question.phone === undefined) return room;
    const findings = await this.ask(question);
    return mayAsk || findings?.evidence === "holder" ? accept(findings) : room;
  }

  /** Counts a name that the authority does not find on the document. */
  noteContradiction(person: PersonKey, now: number): void {
    const counted = countInHour(now, this.#contradictions(person), MAX_CONTRADICTIONS);
    if (!counted.ok) return;
    const { since, count } = counted.value;
    this.#sql.exec("INSERT OR REPLACE INTO contradictions (person, since, count) VALUES (?, ?, ?)", person, since, count);
    this.#wake(dueAt("wrongName", since));
  }

  /** Deletes the counts of wrong names whose hour is over. */
  retention(): Duty {
    return retention({ wrongName: () => readNumber(this.#sql, "SELECT MIN(since) FROM contradictions") }, (now) => {
      const text = "DELETE FROM contradictions WHERE person IN (SELECT person FROM contradictions WHERE since <= ? LIMIT ?)";
      this.#sql.exec(text, overUntil("wrongName", now), PIECE_ROWS);
    });
  }

  /** The newest answer about this login of the person, or about name and number. */
  of(person: PersonKey, account: AccountKey): CheckRow | null {
    return this.#store.of(person, account) ?? this.#store.of(person, NO_ACCOUNT);
  }

  /** Whether the last answer about this login came from the authority, and not from a provider or an office. */
  isAnswered(person: PersonKey, account: AccountKey): boolean {
    return this.#authority !== null && this.#store.of(person, account)?.source === this.#authority.name;
  }

  /** Whether a login is a reason to ask: the account is the person's own, its bond does not come from a provider or an office, and the last answer is at least an hour old. */
  isDue(person: PersonKey, account: AccountKey, now: number): boolean {
    if (this.#authority === null) return false;
    const custody = this.#custodies.of(person, now);
    const manager = custody && managerOf(custody, account);
    if (!manager || manager.relation !== "self" || custody.frozenAt !== null) return false;
    if (manager.bond === "holder" && !this.isAnswered(person, account)) return false;
    const at = this.#store.of(person, account)?.at ?? null;
    return at === null || at + ASK_AGAIN_MS <= now || at > now;
  }

  /** Stores an answer, the time of the next question, and the end of the proof `earlier`. @param account `NO_ACCOUNT`: about name and number alone */
  note(person: PersonKey, account: AccountKey, { answer, evidence }: Findings, now: number): void {
    const before = this.#store.of(person, account);
    if (answer.answer === "busy") {
      const tries = (before?.tries ?? 0) + 1;
      const nextAt = now + Math.max((answer.retryAfterSeconds ?? 0) * 1000, backOffMs(tries, Math.random()));
      this.#store.save(person, { ...emptyRow(account), ...before, answer: before?.answer ?? "busy", nextAt, tries });
      this.#wake(nextAt);
      return;
    }
    const custody = this.#custodies.of(person, now);
    const bond = custody && managerOf(custody, account)?.bond;
    const isEarlier = bond === "earlier" || (custody?.proof === "earlier" && evidence === "none");
    const endsAt = evidence !== "holder" && isEarlier ? (before?.endsAt ?? now + EARLIER_ENDS_AFTER_MS) : null;
    this.#store.save(person, {
      account,
      at: now,
      source: this.#authority?.name ?? "",
      reference: answer.reference,
      answer: answer.answer,
      differs: answer.answer === "no_match" ? answer.differs : null,
      nextAt: null,
      tries: 0,
      endsAt,
    });
    if (endsAt !== null) this.#wake(endsAt);
  }

  /** The authority has another name for the document than the stored one: a proof `earlier` ends 14 days later. */
  noteOtherName(person: PersonKey, reference: string, now: number): void {
    const before = this.#store.of(person, NO_ACCOUNT) ?? emptyRow(NO_ACCOUNT);
    const endsAt = before.endsAt ?? now + EARLIER_ENDS_AFTER_MS;
    this.#store.save(person, {
      ...before,
      at: now,
      source: this.#authority?.name ?? "",
      reference,
      answer: "no_match",
      differs: "name",
      endsAt,
    });
    this.#wake(endsAt);
  }

  /** Stores a proof that is not an answer of the authority: of an OpenID provider, or of two administrators. */
  noteProof(person: PersonKey, account: AccountKey, proof: Pick<CheckRow, "source" | "reference">, now: number): void {
    this.#store.save(person, { ...emptyRow(account), ...proof, at: now, answer: "match" });
  }

  /** The account no longer manages the person. */
  forget(person: PersonKey, account: AccountKey): void {
    this.#store.forget(person, account);
  }

  /** Ends the proof `earlier` of those whose 14 days are over. */
  endEarlier(now: number, limit: number): void {
    for (const { person, ...row } of this.#store.ended(now, limit)) {
      const account = row.account === NO_ACCOUNT || row.differs !== "phone" ? null : row.account;
      this.#custodies.endEarlier(person, account, now);
      this.#store.save(person, { ...row, endsAt: null });
      const custody = this.#custodies.of(person, now);
      const isGone = custody !== null && managerOf(custody, row.account) === undefined;
      if (isGone && row.account !== NO_ACCOUNT) this.forget(person, row.account);
    }
  }

  #contradictions(person: PersonKey): HourCount | null {
    return readFirst(this.#sql, query`SELECT ${COUNT} FROM contradictions WHERE person = ?`, person);
  }
}

function emptyRow(account: AccountKey): CheckRow {
  return { account, at: null, source: "", reference: "", answer: null, differs: null, nextAt: null, tries: 0, endsAt: null };
}
