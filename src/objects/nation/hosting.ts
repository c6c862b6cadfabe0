/**
 * The issuers that this deployment hosts besides those of its setting. Two operators give the same facts, each by a request that they have signed and that is kept. Every
 * statement that touches these tables. docs/trust.md §11.
 */
import type { Register } from "../../domain/federation/trust-files.ts";
import { memberOf } from "../../domain/federation/take-trust.ts";
import { type HostedIssuer, MAX_HOSTED } from "../../domain/issuer/hosted.ts";
import { PROPOSAL_LIFE_MS } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { publishHosted } from "../../storage/hosted-issuers.ts";
import type { Duty } from "../duty/alarm.ts";
import { publicationDuty, PublicationStore } from "../duty/publication.ts";
import { type ConfiguredIssuer, issuersIn, type ObjectsEnv } from "../env.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import type { Hosting, HostOrder, HostRefusal, WaitingHosting } from "./rpc.ts";

/** A migration. It has run in deployments, so that it must not change. `issuer`: the row of a HostedIssuer as JSON. */
export const HOSTED = `CREATE TABLE hosted (code TEXT PRIMARY KEY, issuer TEXT NOT NULL, at INTEGER NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE hostings (code TEXT NOT NULL, operator TEXT NOT NULL, issuer TEXT NOT NULL, at INTEGER NOT NULL, request TEXT NOT NULL, PRIMARY KEY (code, operator)) STRICT, WITHOUT ROWID`;

interface HostedRow {
  readonly code: string;
  readonly issuer: string;
}

/** The last word of an operator about a code. */
interface OrderRow extends HostedRow {
  readonly operator: string;
  readonly at: number;
  readonly request: string;
}

/** The most orders that wait: operators would not read more. */
const MAX_WAITING = 100;

const HOSTED_ROW = columns<HostedRow>({ code: "code", issuer: "issuer" });
const ORDER = columns<OrderRow>({ code: "code", operator: "operator", issuer: "issuer", at: "at", request: "request" });

export class Hostings {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #env: ObjectsEnv;
  readonly #unpublished: PublicationStore<"hosted">;
  readonly publication: Duty;

  constructor(storage: DurableObjectStorage, env: ObjectsEnv) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#env = env;
    this.#unpublished = new PublicationStore(storage.sql);
    this.publication = publicationDuty(this.#unpublished, () => publishHosted(env.PUBLISHED, this.#hosted()));
  }

  /** All hosted issuers, in the order of their codes. */
  #hosted(): readonly HostedIssuer[] {
    return readRows(this.#sql, query`SELECT ${HOSTED_ROW} FROM hosted ORDER BY CAST(code AS INTEGER)`).map(
      ({ issuer }) => JSON.parse(issuer) as HostedIssuer,
    );
  }

  /** What waits for a second operator, the newest first. */
  waiting(now: number): readonly WaitingHosting[] {
    return this.#orders(now).map(({ operator, at, issuer }) => ({ operator, at, issuer: JSON.parse(issuer) as HostedIssuer }));
  }

  /** Takes the order of an operator. A repeat changes nothing, but a row that KV lost comes back. */
  async take(order: HostOrder, register: Register | null, now: number): Promise<Result<Hosting, HostRefusal>> {
    const hosting = this.#storage.transactionSync(() => {
      const taken = this.#take(order, register, now);
      if (taken.ok && taken.value === "hosted") this.#unpublished.change("hosted");
      return taken;
    });
    // The order is valid even if KV fails here: the alarm tries again.
    await this.publication.run(Date.now());
    return hosting;
  }

  #take({ operator, request, issuer }: HostOrder, register: Register | null, now: number): Result<Hosting, HostRefusal> {
    const [{ code }, text] = [issuer, JSON.stringify(issuer)];
    const present = readFirst(this.#sql, query`SELECT ${HOSTED_ROW} FROM hosted WHERE code = ?`, code);
    if (present?.issuer === text) return accept("hosted");
    const fault = this.#fault(issuer, register);
    if (fault !== null) return refuse(fault);
    this.#sql.exec("DELETE FROM hostings WHERE at <= ?", now - PROPOSAL_LIFE_MS);
    const waiting = this.#orders(now);
    const first = waiting.find((row) => row.code === code && row.operator !== operator && row.issuer === text);
    if (first === undefined) {
      if (waiting.length >= MAX_WAITING) return refuse({ code: "too_many_proposals" });
      this.#sql.exec(
        "INSERT OR REPLACE INTO hostings (code, operator, issuer, at, request) VALUES (?, ?, ?, ?, ?)",
        code,
        operator,
        text,
        now,
        request,
      );
      return accept("proposed");
    }
    this.#sql.exec(
      "INSERT INTO hosted (code, issuer, at, first, second) VALUES (?, ?, ?, ?, ?)",
      code,
      text,
      now,
      first.request,
      request,
    );
    this.#sql.exec("DELETE FROM hostings WHERE code = ?", code);
    return accept("hosted");
  }

  #fault({ code, hosts }: HostedIssuer, register: Register | null): HostRefusal | null {
    const hosted = this.#hosted();
    const here: readonly Pick<ConfiguredIssuer, "code" | "hosts">[] = [...issuersIn(this.#env), ...hosted];
    if (here.some((one) => one.code === code)) return { code: "issuer_here" };
    if (here.some((one) => one.hosts.some((host) => hosts.includes(host)))) return { code: "host_taken" };
    if (register !== null && memberOf(register, code) !== undefined) return { code: "issuer_elsewhere" };
    return hosted.length < MAX_HOSTED ? null : { code: "too_many_hosted" };
  }

  #orders(now: number): readonly OrderRow[] {
    const text = query`SELECT ${ORDER} FROM hostings WHERE at > ? ORDER BY at DESC, code, operator`;
    return readRows(this.#sql, text, now - PROPOSAL_LIFE_MS);
  }
}
