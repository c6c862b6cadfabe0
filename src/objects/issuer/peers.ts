/** The issuers that have told this one of its persons, and the orders to their mailboxes that follow from the officers' acts: rows, and the duty that gives each order until it is obeyed. docs/trust.md §10. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ToldChange } from "../../domain/proposal/told.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import type { ToldOrder } from "../mailbox/rpc.ts";
import { columns, query, readRows, readTexts } from "../sql.ts";

export const PEERS = `CREATE TABLE peers (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
   CREATE TABLE peer_orders (seq INTEGER PRIMARY KEY, peer TEXT NOT NULL, body TEXT NOT NULL) STRICT`;

interface OrderRow {
  readonly seq: number;
  readonly peer: IssuerCode;
  /** JSON of a `ToldOrder`. */
  readonly body: string;
}

const ORDER = columns<OrderRow>({ seq: "seq", peer: "peer", body: "body" });

export class Peers {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  note(code: IssuerCode): void {
    this.#sql.exec("INSERT OR IGNORE INTO peers (code) VALUES (?)", code);
  }

  codes(): readonly IssuerCode[] {
    return readTexts(this.#sql, "SELECT code FROM peers ORDER BY CAST(code AS INTEGER)") as readonly IssuerCode[];
  }

  /** Adds the order of an approved proposal, within its transaction. @param id the proposal */
  order(id: string, change: ToldChange): void {
    const order: ToldOrder =
      change.kind === "told_facts_entry"
        ? { id, act: "let_in", through: change.through }
        : { id, act: "take_back", since: change.since };
    this.#sql.exec("INSERT INTO peer_orders (peer, body) VALUES (?, ?)", change.peer, JSON.stringify(order));
  }

  /** The oldest order to each mailbox. */
  orders(): readonly OrderRow[] {
    const oldest = "SELECT MIN(seq) FROM peer_orders GROUP BY peer";
    return readRows(this.#sql, query`SELECT ${ORDER} FROM peer_orders WHERE seq IN (${oldest}) ORDER BY seq`);
  }

  obeyed(seq: number): void {
    this.#sql.exec("DELETE FROM peer_orders WHERE seq = ?", seq);
  }
}

/** @param tell rejects if the mailbox did not take the order */
export function peerOrdersDuty(peers: Peers, tell: (peer: IssuerCode, order: ToldOrder, now: number) => Promise<void>): Duty {
  const outbox = new Outbox<string>({ name: "orders about peers" });
  return {
    name: "peer orders",
    due: () => outbox.due(peers.orders().map(({ peer }) => peer)),
    async run(now) {
      const parcels = peers.orders().map((row) => [row.peer, row] as const);
      const send = (_: string, { peer, body }: OrderRow) => tell(peer, JSON.parse(body) as ToldOrder, now);
      const { delivered } = await outbox.send(parcels, send, now);
      for (const [, { seq }] of delivered) peers.obeyed(seq);
    },
  };
}
