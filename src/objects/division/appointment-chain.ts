/**
 * The chain of acts in one division: appointments and removals of administrators, refusals and reopenings of applications, added communities and
 * aliases. Reads its rows for display; chain-table.ts appends and checks them.
 */
import type { AccountKey } from "../../domain/access/keys.ts";
import { accept, type Result } from "../../domain/result.ts";
import { Chain } from "../chain/chain.ts";
import { sha256 } from "../../token/secret/sha256.ts";
import { CHAIN_START, chainHash } from "../chain/chain-hash.ts";
import { appendOnly, type ChainKind, ChainTable, type Values } from "../chain/chain-table.ts";
import { columns, query, readRows } from "../sql.ts";
import type { AppointmentView } from "./rpc.ts";

export interface Appointment extends Omit<AppointmentView, "intact"> {
  /** The subject: an account, an application, or a division with its names. */
  readonly account: string;
  readonly actor: AccountKey;
}

/** A change of the division that is recorded. */
export interface RecordedChange {
  /** The rows of the chain that record the change; empty if the act changes nothing. */
  readonly rows: readonly Appointment[];
  readonly save: () => void;
}

/** Rows of the first version keep their hash, which leaves out the masked name and the version. */
const FIRST_VERSION = 1;
const VERSION = 2;

/** The migration to the second version. It has run in deployments, so that it must not change. */
export const APPOINTMENT_VERSIONS = `ALTER TABLE appointments ADD COLUMN version INTEGER NOT NULL DEFAULT ${FIRST_VERSION};
   ${appendOnly("appointments")}`;

const APPOINTMENTS: ChainKind<Appointment> = {
  table: "appointments",
  columns: ["at", "act", "account", "masked_name", "office", "actor", "reason", "version"],
  values: ({ at, act, account, maskedName, office, actor, reason }) => [
    at,
    act,
    account,
    maskedName,
    office,
    actor,
    reason,
    VERSION,
  ],
  hash: (before, values) =>
    values.at(-1) === FIRST_VERSION ? hashOfFirstVersion(before, values) : chainHash(before, JSON.stringify(values)),
};

function hashOfFirstVersion(before: string, [at, act, account, , office, actor, reason]: Values): Promise<string> {
  return sha256(JSON.stringify([before === CHAIN_START ? "" : before, at, act, account, office, actor, reason]));
}

interface StoredAppointment extends Omit<AppointmentView, "intact"> {
  readonly seq: number;
}

const APPOINTMENT = columns<StoredAppointment>({
  seq: "seq",
  at: "at",
  act: "act",
  maskedName: "masked_name",
  office: "office",
  reason: "reason",
});

export class AppointmentChain {
  readonly #sql: SqlStorage;
  readonly #chain: Chain<Appointment>;
  readonly table: ChainTable<Appointment>;

  /** @param appended is called after rows were appended */
  constructor(storage: DurableObjectStorage, appended: () => void) {
    this.#sql = storage.sql;
    this.table = new ChainTable(storage.sql, APPOINTMENTS);
    this.#chain = new Chain(storage, this.table, appended);
  }

  /** Decides on the current state, and saves the change and its rows in one transaction. */
  act<T, R extends { readonly code: string }>(
    decide: () => Result<RecordedChange & { readonly value: T }, R>,
  ): Promise<Result<T, R>> {
    return this.#chain.act<T, R>(() => {
      const decided = decide();
      if (!decided.ok) return decided;
      const { rows, save, value } = decided.value;
      return accept({
        rows,
        save: (append) => {
          append();
          save();
          return value;
        },
      });
    });
  }

  /** At most `limit` rows, newest first. */
  async newest(limit: number): Promise<readonly AppointmentView[]> {
    const rows = readRows(this.#sql, query`SELECT ${APPOINTMENT} FROM appointments ORDER BY seq DESC LIMIT ?`, limit);
    const intact = await this.table.intact(rows.map(({ seq }) => seq));
    return rows.map(({ seq, ...row }) => ({ ...row, intact: intact.has(seq) }));
  }
}
