/**
 * The issuer's statement: with which keys it signs codes. Signed by the issuer's identity key, which the register of the nation lists; made again after each
 * change of the signing keys and each week, always with a higher number. docs/trust.md §3.
 */
import type { JWK } from "jose";
import type { FileKey, Statement } from "../../domain/federation/trust-files.ts";
import { DAY_MS } from "../../domain/instant.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { kidOf } from "../../token/code/header.ts";
import { FILE_TYPES } from "../../token/federation/read-file.ts";
import { compactText, payloadBytes } from "../../token/federation/signed-file.ts";
import { statementMembers } from "../../token/federation/statement.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { issuerOf } from "../names.ts";
import { columns, query, readFirst } from "../sql.ts";
import type { KeyRow } from "./key-store.ts";
import { makeSealedPair, openPrivateKey } from "./sealed-pair.ts";

const VALID_MS = 30 * DAY_MS;
const RENEWED_MS = 7 * DAY_MS;
/** The number of the first identity key. */
const FIRST = 1;

export class Statements {
  readonly #state: DurableObjectState;
  readonly #store: StatementStore;
  readonly #masterKey: string;
  readonly #keys: () => readonly KeyRow[];
  readonly #changed: (now: number) => void;

  /** @param keys the signing keys @param changed is called within the transaction that stores a new statement */
  constructor(state: DurableObjectState, masterKey: string, keys: () => readonly KeyRow[], changed: (now: number) => void) {
    this.#state = state;
    this.#store = new StatementStore(state.storage.sql);
    this.#masterKey = masterKey;
    this.#keys = keys;
    this.#changed = changed;
  }

  /** The present statement; null before the first one. */
  text(): string | null {
    return this.#store.last()?.text ?? null;
  }

  /** Notes, within the transaction that changes the signing keys, that the statement does not name them. */
  outdate(): void {
    this.#store.outdate();
  }

  get plan(): Duty {
    return { name: "statement", due: () => this.#due(), run: (now) => this.#make(now) };
  }

  #due(): number | null {
    const last = this.#store.last();
    if (last !== null) return last.at === 0 ? 0 : last.at + RENEWED_MS;
    return this.#keys().length === 0 ? null : 0;
  }

  /** Concurrent callers wait for one statement. */
  #make(now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const due = this.#due();
      if (due === null || due > now) return;
      const issuer = issuerOf(this.#state.id);
      const secrets = await openSecrets(this.#masterKey, issuer);
      const identity = this.#store.identity() ?? (await newIdentity(secrets));
      const seq = (this.#store.last()?.seq ?? 0) + 1;
      const text = await signed(statementOf(issuer, seq, this.#keys(), now), secrets, identity);
      this.#state.storage.transactionSync(() => {
        this.#store.save(identity, { seq, at: now, text });
        this.#changed(now);
      });
    });
  }
}

interface StatementRow {
  readonly seq: number;
  /** The time of issue, ms; 0 after a change of the keys that it does not name. */
  readonly at: number;
  readonly text: string;
}

interface IdentityRow {
  readonly number: number;
  /** The public JWK, as JSON. */
  readonly publicJwk: string;
  readonly sealedPrivateJwk: string;
}

const STATEMENT = columns<StatementRow>({ seq: "seq", at: "at", text: "text" });
const IDENTITY = columns<IdentityRow>({ number: "number", publicJwk: "public_jwk", sealedPrivateJwk: "sealed_private_jwk" });

class StatementStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  last(): StatementRow | null {
    return readFirst(this.#sql, query`SELECT ${STATEMENT} FROM statements`);
  }

  outdate(): void {
    this.#sql.exec("UPDATE statements SET at = 0");
  }

  identity(): IdentityRow | null {
    return readFirst(this.#sql, query`SELECT ${IDENTITY} FROM identity_keys ORDER BY number DESC LIMIT 1`);
  }

  /** Replaces the statement, and stores its identity key if it is new. */
  save({ number, publicJwk, sealedPrivateJwk }: IdentityRow, { seq, at, text }: StatementRow): void {
    const identity = "INSERT OR IGNORE INTO identity_keys (number, public_jwk, sealed_private_jwk) VALUES (?, ?, ?)";
    this.#sql.exec(identity, number, publicJwk, sealedPrivateJwk);
    this.#sql.exec("DELETE FROM statements");
    this.#sql.exec("INSERT INTO statements (seq, at, text) VALUES (?, ?, ?)", seq, at, text);
  }
}

function statementOf(issuer: IssuerCode, seq: number, keys: readonly KeyRow[], now: number): Statement {
  const stated = keys.map(({ number, notBefore, notAfter, publicJwk }) => {
    const point = pointOf(publicJwk);
    return { ...point, kid: kidOf(issuer, number), number, notBefore, notAfter, kind: "live" as const };
  });
  return { issuer, seq, issuedAt: now, expiresAt: now + VALID_MS, keys: stated, saw: null };
}

function pointOf({ x, y }: JWK): Pick<FileKey, "x" | "y"> {
  if (x === undefined || y === undefined) throw new Error("a signing key without a point");
  return { x, y };
}

/** The name under which the private half of an identity key is sealed. */
function sealName(number: number): string {
  return `identity-key/${number}`;
}

async function newIdentity(secrets: Secrets): Promise<IdentityRow> {
  const { publicJwk, sealedPrivateJwk } = await makeSealedPair(secrets, sealName(FIRST));
  return { number: FIRST, publicJwk: JSON.stringify(publicJwk), sealedPrivateJwk };
}

async function signed(statement: Statement, secrets: Secrets, { number, sealedPrivateJwk }: IdentityRow): Promise<string> {
  const privateKey = await openPrivateKey(secrets, sealName(number), sealedPrivateJwk);
  const kid = `${statement.issuer}.i${number}`;
  return compactText(payloadBytes(statementMembers(statement)), FILE_TYPES.statement, { kid, privateKey });
}
