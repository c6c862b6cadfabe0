/** The other systems that one issuer admits: one officer creates a client, another approves it, any officer revokes it. Also checks the secret, the state and the rate of a client that sends a request. */
import { DurableObject } from "cloudflare:workers";
import { dateOf, dayNumberAt, startOfDay } from "../../domain/china-time.ts";
import {
  approveClient,
  type Client,
  type ClientAct,
  type ClientDecisionRefusal,
  type ClientKey,
  type ClientVerb,
  clientState,
  MAX_CLIENTS,
  MAX_LOOKS_A_DAY,
  revokeClient,
} from "../../domain/client/client.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ObjectsEnv } from "../env.ts";
import { UsedStore } from "../issuer/used-store.ts";
import { migrate } from "../migrate.ts";
import { ClientStore } from "./client-store.ts";
import type {
  ActProof,
  ActResult,
  AdmitResult,
  ClientActResult,
  ClientsRpc,
  ClientUseResult,
  MakeClientResult,
  NewClient,
} from "./rpc.ts";
import { MINUTE_MS } from "../../domain/instant.ts";

/** The schema, in the order in which it grew. */
const migrations: readonly string[] = [
  `CREATE TABLE clients (id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL, made_at INTEGER NOT NULL, body TEXT NOT NULL, last_used_at INTEGER)
     STRICT, WITHOUT ROWID;
   CREATE INDEX clients_made ON clients (made_at)`,
  `CREATE TABLE used_requests (id TEXT PRIMARY KEY, forget_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX used_requests_over ON used_requests (forget_at)`,
  // The looks of each client on its last day with one.
  "CREATE TABLE looks_of_day (id TEXT PRIMARY KEY, day TEXT NOT NULL, looks INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];

/** The highest number of requests of a client per minute: more than enough to enter facts one by one; whole lists are sent as files. */
const USES_PER_MINUTE = 600;
/** The time of a client's last use is written at most once per this period, to limit the writes. */
const USED_MS = 600_000;

export class Clients extends DurableObject<ObjectsEnv> implements ClientsRpc {
  readonly #store: ClientStore;
  /** The ids of assertions and proofs, so that a restart forgets none within its life. */
  readonly #used: UsedStore;
  /** The requests of each client in the current minute. In memory only, because this limits the rate and is not an exact count. */
  #counts = { minute: 0, uses: new Map<string, number>() };

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new ClientStore(state.storage.sql);
    this.#used = new UsedStore(state.storage.sql);
  }

  clients(): readonly Client[] {
    return this.#store.all(MAX_CLIENTS).map(({ client }) => client);
  }

  make({ secretHash, ...order }: NewClient): MakeClientResult {
    if (this.#store.all(MAX_CLIENTS).length >= MAX_CLIENTS) return refuse({ code: "too_many_clients" });
    const client = { ...order, approved: null, revoked: null, lastUsedAt: null };
    this.#store.add(client, secretHash);
    return accept(client);
  }

  approve(id: string, act: ClientAct): ClientActResult {
    return this.#decide(id, (client) => approveClient(client, act));
  }

  revoke(id: string, act: ClientAct): ClientActResult {
    return this.#decide(id, (client) => revokeClient(client, act));
  }

  use(id: string, secretHash: string, now: number): ClientUseResult {
    const row = this.#store.one(id);
    return row === null || row.secretHash !== secretHash ? refuse({ code: "client_refused" }) : this.#count(row.client, now);
  }

  keys(id: string): readonly ClientKey[] {
    const client = this.#store.one(id)?.client;
    return client !== undefined && clientState(client) === "active" ? client.keys : [];
  }

  admit(id: string, assertion: string, forgetAt: number, now: number): AdmitResult {
    const client = this.#store.one(id)?.client;
    if (client === undefined) return refuse({ code: "client_refused" });
    const counted = this.#count(client, now);
    if (!counted.ok) return counted;
    // The id of a client has no blank.
    return this.#used.take(`${id} assertion ${assertion}`, forgetAt, now) ? counted : refuse({ code: "assertion_used" });
  }

  act(id: string, verb: ClientVerb, proof: ActProof | null, now: number): ActResult {
    const client = this.#store.one(id)?.client;
    if (client === undefined || clientState(client) !== "active" || !client.verbs.includes(verb))
      return refuse({ code: "token_refused" });
    const counted = this.#count(client, now);
    if (!counted.ok)
      return counted.refusal.code === "client_refused" ? refuse({ code: "token_refused" }) : refuse(counted.refusal);
    if (proof !== null && !this.#used.take(`${id} dpop ${proof.id}`, proof.forgetAt, now))
      return refuse({ code: "proof_refused" });
    if (this.#store.countLook(id, dateOf(now)) <= MAX_LOOKS_A_DAY) return accept(counted.value);
    const tomorrow = startOfDay(dayNumberAt(now) + 1);
    return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil((tomorrow - now) / 1000) });
  }

  /** Counts an act of a client. Refuses it beyond the rate, and for a client that is not active. */
  #count(client: Client, now: number): ClientUseResult {
    const { id, name, scope, rights, verbs } = client;
    if (clientState(client) !== "active") return refuse({ code: "client_refused" });
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#counts.minute) this.#counts = { minute, uses: new Map() };
    const count = (this.#counts.uses.get(id) ?? 0) + 1;
    this.#counts.uses.set(id, count);
    const next = (minute + 1) * MINUTE_MS;
    if (count > USES_PER_MINUTE) return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil((next - now) / 1000) });
    const at = Math.floor(now / USED_MS) * USED_MS;
    if (client.lastUsedAt === null || client.lastUsedAt < at) this.#store.used(id, at);
    return accept({ id, name, scope, rights, verbs });
  }

  #decide(id: string, decide: (client: Client) => Result<Client, ClientDecisionRefusal>): ClientActResult {
    const row = this.#store.one(id);
    if (row === null) return refuse({ code: "client_not_found" });
    const decided = decide(row.client);
    if (decided.ok) this.#store.put(decided.value);
    return decided;
  }
}
