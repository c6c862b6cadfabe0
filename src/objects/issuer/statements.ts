/**
 * What the issuer says of itself, signed by its identity key: the statement with which keys it signs codes, made again after each change of them and each week,
 * always with a higher number; and its application to the register. docs/trust.md §3, §7.
 */
import type { JWK } from "jose";
import { tableText } from "../../domain/federation/colour-table.ts";
import type { FileKey, FileName, Statement } from "../../domain/federation/trust-files.ts";
import { DAY_MS } from "../../domain/instant.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { kidOf } from "../../token/code/header.ts";
import { applicationMembers, APPLICATION_TYPE } from "../../token/federation/application.ts";
import { type PublishedState, publishedState } from "../../storage/trust.ts";
import { tableNameOf } from "../../token/federation/colours.ts";
import { FILE_TYPES, fileNameOf } from "../../token/federation/read-file.ts";
import { jwkOf } from "../../token/federation/signed-file.ts";
import { statementMembers } from "../../token/federation/statement.ts";
import { jwsOf, payloadOf } from "../../token/status/jws.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { columns, query, readFirst } from "../sql.ts";
import { ColourTableStore } from "./colour-table-store.ts";
import { IdentityKeys } from "./identity-key.ts";
import { kindOf, type KeyRow } from "./key-store.ts";
import { SealKey } from "./seal-key.ts";
import type { ApplicationFacts } from "./rpc.ts";

const VALID_MS = 30 * DAY_MS;
const RENEWED_MS = 7 * DAY_MS;

export class Statements {
  readonly #state: DurableObjectState;
  readonly #store: StatementStore;
  readonly #identity: IdentityKeys;
  readonly #seal: SealKey;
  readonly #keys: () => readonly KeyRow[];
  readonly #tables: ColourTableStore;
  readonly #changed: (now: number) => void;
  readonly #kv: KVNamespace;

  /** @param keys the signing keys @param changed is called within the transaction that stores a new statement */
  constructor(
    state: DurableObjectState,
    env: Pick<ObjectsEnv, "YIMA_MASTER_KEY" | "PUBLISHED">,
    keys: () => readonly KeyRow[],
    changed: (now: number) => void,
  ) {
    this.#state = state;
    this.#store = new StatementStore(state.storage.sql);
    this.#kv = env.PUBLISHED;
    this.#identity = new IdentityKeys(state.storage.sql, issuerOf(state.id), env.YIMA_MASTER_KEY);
    this.#seal = new SealKey(state.storage.sql, issuerOf(state.id), env.YIMA_MASTER_KEY);
    this.#keys = keys;
    this.#tables = new ColourTableStore(state.storage.sql, issuerOf(state.id));
    this.#changed = changed;
  }

  /** The private half of the key to which others seal, itself sealed; null before a statement has named the key. */
  sealKey(): string | null {
    return this.#seal.sealedPrivateJwk();
  }

  /** The present statement; null before the first one. */
  text(): string | null {
    return this.#store.last()?.text ?? null;
  }

  /** The text of the table of colours that the present statement names; null before the first one that names a table. */
  colours(): string | null {
    return this.#store.last()?.colours ?? null;
  }

  /** The issuer's application to the register. @param renewed whether it names a new identity key */
  application(facts: ApplicationFacts, renewed: boolean, now: number): Promise<string> {
    return this.#state.blockConcurrencyWhile(async () => {
      if (renewed) await this.#identity.renew();
      const { publicJwk, signed } = await this.#identity.latest();
      const { kid, x = "", y = "" } = publicJwk;
      const application = { ...facts, issuer: issuerOf(this.#state.id), issuedAt: now, key: { kid, x, y } };
      return signed(APPLICATION_TYPE, applicationMembers(application));
    });
  }

  /** The register lists this identity key. If it is the one that waits for that, it signs a new statement. */
  identityListed(key: Pick<FileKey, "x" | "y">): void {
    this.#state.storage.transactionSync(() => {
      if (this.#identity.use(key)) this.outdate();
    });
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
    if (last !== null) return last.at === 0 || last.colours !== tableText(this.#tables.table()) ? 0 : last.at + RENEWED_MS;
    return this.#keys().length === 0 ? null : 0;
  }

  /** Concurrent callers wait for one statement. */
  #make(now: number): Promise<void> {
    return this.#state.blockConcurrencyWhile(async () => {
      const due = this.#due();
      if (due === null || due > now) return;
      const seq = (this.#store.last()?.seq ?? 0) + 1;
      const saw = await this.#registerSeen();
      const seal = await this.#seal.publicKey();
      const table = this.#tables.table();
      const colours = tableText(table);
      const statement = statementOf(issuerOf(this.#state.id), { seq, saw }, this.#keys(), now);
      const more = { seal: jwkOf(seal), colours: await tableNameOf(colours, table) };
      const text = await this.#identity.signed(FILE_TYPES.statement, { ...statementMembers(statement), ...more });
      this.#state.storage.transactionSync(() => {
        this.#store.save({ seq, at: now, text, colours });
        this.#changed(now);
      });
    });
  }

  /** The register that this deployment serves now; null without one, and if KV does not answer: no key waits for that. */
  async #registerSeen(): Promise<FileName | null> {
    try {
      const state = await publishedState(this.#kv);
      return state === null ? null : seenRegister(state);
    } catch (bug) {
      console.error(bug);
      return null;
    }
  }
}

/** The register that a state names, if the deployment has taken it. */
function seenRegister({ text, register }: PublishedState): FileName | null {
  const jws = jwsOf(text);
  const named = jws && fileNameOf(payloadOf(jws)?.["register"]);
  return named?.seq === register ? named : null;
}

export const STATEMENTS = "CREATE TABLE statements (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT";

interface StatementRow {
  readonly seq: number;
  /** The time of issue, ms; 0 after a change of the keys that it does not name. */
  readonly at: number;
  readonly text: string;
  /** The text of the table of colours that it names; null in a row of an earlier release. */
  readonly colours: string | null;
}

const STATEMENT = columns<StatementRow>({ seq: "seq", at: "at", text: "text", colours: "colours" });

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

  /** Replaces the statement. */
  save({ seq, at, text, colours }: StatementRow): void {
    this.#sql.exec("DELETE FROM statements");
    this.#sql.exec("INSERT INTO statements (seq, at, text, colours) VALUES (?, ?, ?, ?)", seq, at, text, colours);
  }
}

function statementOf(issuer: IssuerCode, said: Pick<Statement, "seq" | "saw">, keys: readonly KeyRow[], now: number): Statement {
  const stated = keys.map(({ number, notBefore, notAfter, kind, publicJwk }) => {
    const point = pointOf(publicJwk);
    return { ...point, kid: kidOf(issuer, number), number, notBefore, notAfter, kind: kindOf(issuer, { kind }) };
  });
  return { issuer, ...said, issuedAt: now, expiresAt: now + VALID_MS, keys: stated };
}

function pointOf({ x, y }: JWK): Pick<FileKey, "x" | "y"> {
  if (x === undefined || y === undefined) throw new Error("a signing key without a point");
  return { x, y };
}
