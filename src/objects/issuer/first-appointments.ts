/** Appointments that operators make alone in the first set-up, each with a row in the chain of officers' acts: every statement that touches the table. Decision 57. */
import type { AccountKey } from "../../domain/access/keys.ts";
import { belongsToSetUp, type FirstAppointment, type SetUp } from "../../domain/administrator/set-up.ts";
import { accept } from "../../domain/result.ts";
import { Chain } from "../chain/chain.ts";
import type { ChainTable } from "../chain/chain-table.ts";
import { columns, hasRow, query, readOne } from "../sql.ts";

/** A migration. It has run in deployments, so that it must not change. */
export const SET_UP_APPOINTMENTS = `CREATE TABLE set_up_appointments (division TEXT NOT NULL, account TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (division, account))
     STRICT, WITHOUT ROWID`;

export interface OperatorAppointment extends Omit<FirstAppointment, "region" | "isRepeat"> {
  readonly operator: string;
  readonly account: AccountKey;
  readonly maskedName: string;
}

/** `alone`: the appointment belongs to the first set-up. `two`: it waits for a second hand. */
export type AppointmentBy = "alone" | "two";

const SET_UP = columns<{ readonly began: number | null; readonly appointed: number }>({
  began: "MIN(at)",
  appointed: "COUNT(*)",
});

export class FirstAppointments {
  readonly #sql: SqlStorage;
  readonly #chain: Chain<string>;
  readonly #region: string;
  readonly #count: (kind: "set_up", division: string, now: number) => void;

  /** @param acts the chain of officers' acts @param acted is called after each act that was recorded in it @param count counts an appointment of the set-up for the public month, within its transaction */
  constructor(
    storage: DurableObjectStorage,
    acts: ChainTable<string>,
    acted: () => void,
    region: string,
    count: (kind: "set_up", division: string, now: number) => void,
  ) {
    this.#sql = storage.sql;
    this.#chain = new Chain(storage, acts, acted);
    this.#region = region;
    this.#count = count;
  }

  /** Notes an appointment before it is made. A repeat is noted once. */
  async note({ isRegionTaken, ...appointment }: OperatorAppointment, now: number): Promise<AppointmentBy> {
    const { division, account } = appointment;
    const noted = await this.#chain.act<AppointmentBy, never>(() => {
      const isRepeat = hasRow(
        this.#sql,
        "SELECT 1 FROM set_up_appointments WHERE division = ? AND account = ?",
        division,
        account,
      );
      if (!belongsToSetUp(this.#setUp(), { division, region: this.#region, isRegionTaken, isRepeat }, now))
        return accept({ rows: [], save: () => "two" });
      if (isRepeat) return accept({ rows: [], save: () => "alone" });
      const save = (append: () => unknown) => {
        append();
        this.#sql.exec("INSERT INTO set_up_appointments (division, account, at) VALUES (?, ?, ?)", division, account, now);
        this.#count("set_up", division, now);
        return "alone" as const;
      };
      return accept({ rows: [JSON.stringify(["set_up", { at: now, ...appointment }])], save });
    });
    return noted.ok ? noted.value : noted.refusal;
  }

  #setUp(): SetUp | null {
    const { began, appointed } = readOne(this.#sql, query`SELECT ${SET_UP} FROM set_up_appointments`);
    return began === null ? null : { began, appointed };
  }
}
