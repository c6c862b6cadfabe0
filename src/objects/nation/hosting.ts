/** The issuers that this deployment hosts, or has hosted, besides those of its setting: the acts that two operators have ordered. Every statement that touches their tables. docs/trust.md §11. */
import type { Member, Register } from "../../domain/federation/trust-files.ts";
import { memberOf } from "../../domain/federation/take-trust.ts";
import { type HostedIssuer, type HostingAct, type ListedIssuer, MAX_HOSTED } from "../../domain/issuer/hosted.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { publishHosted } from "../../storage/hosted-issuers.ts";
import type { Duty } from "../duty/alarm.ts";
import { publicationDuty, PublicationStore } from "../duty/publication.ts";
import type { ObjectsEnv } from "../env.ts";
import { type ConfiguredIssuer, issuersIn } from "../issuers.ts";
import { columns, query, readFirst, readRows } from "../sql.ts";
import { codeOf, OperatorOrders } from "./operator-orders.ts";
import type { Hosting, HostingOrder, HostingRefusal, WaitingHosting } from "./rpc.ts";

/** Migrations. They have run in deployments, so that they must not change. `issuer`: the row of a HostedIssuer as JSON. */
export const HOSTED = `CREATE TABLE hosted (code TEXT PRIMARY KEY, issuer TEXT NOT NULL, at INTEGER NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE hostings (code TEXT NOT NULL, operator TEXT NOT NULL, issuer TEXT NOT NULL, at INTEGER NOT NULL, request TEXT NOT NULL, PRIMARY KEY (code, operator)) STRICT, WITHOUT ROWID`;
/** `ended`: 1 from the end of the hosting on, with its time and both signed requests. The rows before it are kept. */
export const ENDED = `ALTER TABLE hosted ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE hosted_before (code TEXT NOT NULL, issuer TEXT NOT NULL, at INTEGER NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL, ended INTEGER NOT NULL) STRICT`;

interface HostedRow {
  readonly issuer: string;
  readonly ended: number;
}

const HOSTED_ROW = columns<HostedRow>({ issuer: "issuer", ended: "ended" });

export class Hostings {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #env: ObjectsEnv;
  readonly #orders: OperatorOrders;
  readonly #unpublished: PublicationStore<"hosted">;
  readonly publication: Duty;

  constructor(storage: DurableObjectStorage, env: ObjectsEnv) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#env = env;
    this.#orders = new OperatorOrders(storage.sql);
    this.#unpublished = new PublicationStore(storage.sql);
    this.publication = publicationDuty(this.#unpublished, () => publishHosted(env.PUBLISHED, this.#listed()));
  }

  /** All issuers that were ever hosted, in the order of their codes. */
  #listed(): readonly ListedIssuer[] {
    return readRows(this.#sql, query`SELECT ${HOSTED_ROW} FROM hosted ORDER BY CAST(code AS INTEGER)`).map(listed);
  }

  waiting(now: number): readonly WaitingHosting[] {
    return this.#orders.waiting(now);
  }

  withdraw(operator: string, code: IssuerCode, now: number): boolean {
    return this.#storage.transactionSync(() => this.#orders.withdraw(operator, code, now));
  }

  /** Takes the order of an operator. A repeat changes nothing, but a row that KV lost comes back. */
  async take(order: HostingOrder, register: Register | null, now: number): Promise<Result<Hosting, HostingRefusal>> {
    const hosting = this.#storage.transactionSync(() => {
      const taken = this.#take(order, register, now);
      if (taken.ok && taken.value !== "proposed") this.#unpublished.change("hosted");
      return taken;
    });
    // The order is valid even if KV fails here: the alarm tries again.
    await this.publication.run(Date.now());
    return hosting;
  }

  #take(order: HostingOrder, register: Register | null, now: number): Result<Hosting, HostingRefusal> {
    const { act, request } = order;
    const code = codeOf(act);
    const row = readFirst(this.#sql, query`SELECT ${HOSTED_ROW} FROM hosted WHERE code = ?`, code);
    const present = row && listed(row);
    if (row !== null && isSaid(row, act)) {
      // The operator's last word is this one.
      this.#orders.withdraw(order.operator, code, now);
      return accept(stateAfter(act));
    }
    const member = register === null ? undefined : memberOf(register, code);
    const fault = act.act === "host" ? this.#hostFault(act.issuer, present, member) : endFault(present, member);
    if (fault !== null) return refuse(fault);
    const first = this.#orders.second(order, now);
    if (!first.ok) return first;
    if (first.value === null) return accept("proposed");
    this.#sql.exec(
      "INSERT INTO hosted_before (code, issuer, at, first, second, ended) SELECT code, issuer, at, first, second, ended FROM hosted WHERE code = ?",
      code,
    );
    this.#sql.exec(
      "INSERT OR REPLACE INTO hosted (code, issuer, at, first, second, ended) VALUES (?, ?, ?, ?, ?, ?)",
      code,
      act.act === "host" ? JSON.stringify(act.issuer) : (row?.issuer ?? ""),
      now,
      first.value,
      request,
      act.act === "host" ? 0 : 1,
    );
    return accept(stateAfter(act));
  }

  #hostFault(issuer: HostedIssuer, present: ListedIssuer | null, member: Member | undefined): HostingRefusal | null {
    const { code, hosts } = issuer;
    if (issuersIn(this.#env).some((one) => one.code === code)) return { code: "issuer_here" };
    if (present !== null && present.ended !== true) return isAmended(present, issuer) ? null : { code: "issuer_here" };
    const hosted = this.#listed().filter(({ ended }) => ended !== true);
    const here: readonly Pick<ConfiguredIssuer, "hosts">[] = [...issuersIn(this.#env), ...hosted];
    if (here.some((one) => one.hosts.some((host) => hosts.includes(host)))) return { code: "host_taken" };
    if (member !== undefined && !isAt(present, member)) return { code: "issuer_elsewhere" };
    if (present !== null && !hasSameObjects(present, issuer)) return { code: "issuer_differs" };
    return hosted.length < MAX_HOSTED ? null : { code: "too_many_hosted" };
  }
}

/** Whether an order changes only the name and the identity providers of an issuer. */
function isAmended(present: HostedIssuer, issuer: HostedIssuer): boolean {
  return present.hosts[0] === issuer.hosts[0] && hasSameObjects(present, issuer);
}

/** Whether its people lie in the same objects, which remember its moment of colours. */
function hasSameObjects(present: HostedIssuer, { shards, coloursFrom }: HostedIssuer): boolean {
  return present.shards === shards && present.coloursFrom === coloursFrom;
}

function endFault(present: ListedIssuer | null, member: Member | undefined): HostingRefusal | null {
  if (present === null) return { code: "issuer_not_hosted" };
  return member !== undefined && isAt(present, member) ? { code: "issuer_still_member" } : null;
}

/** Whether the register leads to the hosts that this issuer has or had here. */
function isAt(present: ListedIssuer | null, { origin }: Member): boolean {
  return present?.hosts.includes(new URL(origin).hostname) ?? false;
}

/** Whether the row already is as the act wants it. */
function isSaid({ issuer, ended }: HostedRow, act: HostingAct): boolean {
  return act.act === "host" ? ended === 0 && issuer === JSON.stringify(act.issuer) : ended === 1;
}

function stateAfter({ act }: HostingAct): Hosting {
  return act === "host" ? "hosted" : "ended";
}

function listed({ issuer, ended }: HostedRow): ListedIssuer {
  return { ...(JSON.parse(issuer) as HostedIssuer), ...(ended === 1 && { ended: true as const }) };
}
