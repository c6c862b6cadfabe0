/**
 * The accounts that rest because the identity authority says that the phone number of their own person belongs to somebody else, and the persons' shards that
 * must be told: every statement that touches these tables, and the duty that tells. Source: decision 54.
 */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import { columns, hasRow, query, readRows } from "../sql.ts";
import type { AccountStore } from "./account-store.ts";

const PIECE = 50;
/** The untold persons of which a piece is chosen. */
const UNTOLD_ROWS = 1000;

interface Untold {
  readonly person: PersonKey;
  readonly account: AccountKey;
}

const UNTOLD = columns<Untold>({ person: "person", account: "account" });

export class Rests {
  readonly #sql: SqlStorage;
  readonly #accounts: AccountStore;

  constructor(sql: SqlStorage, accounts: AccountStore) {
    this.#sql = sql;
    this.#accounts = accounts;
  }

  /**
   * The account rests because of its own person, or this person is proved again: then those come back who rested because of them. A repeat concerns nobody,
   * also nobody whom the next owner of the number has added since. Answers whether shards must be told.
   */
  note(account: AccountKey, own: PersonKey, proof: Proof | null, rests: boolean): boolean {
    const isResting = hasRow(this.#sql, "SELECT 1 FROM rests WHERE account = ? AND own = ?", account, own);
    const isProved = proof === "holder" || proof === "in_person";
    if (isResting ? rests || !isProved : !rests) return false;
    const text = rests ? "INSERT INTO rests (account, own) VALUES (?, ?)" : "DELETE FROM rests WHERE account = ? AND own = ?";
    this.#sql.exec(text, account, own);
    const people = rests ? this.#accounts.rest(account, own) : this.#accounts.endRest(account, own);
    for (const person of people)
      this.#sql.exec("INSERT OR IGNORE INTO untold_rests (person, account) VALUES (?, ?)", person, account);
    return people.length > 0;
  }

  untold(): readonly Untold[] {
    return readRows(this.#sql, query`SELECT ${UNTOLD} FROM untold_rests ORDER BY person, account LIMIT ?`, UNTOLD_ROWS);
  }

  dropUntold({ person, account }: Untold): void {
    this.#sql.exec("DELETE FROM untold_rests WHERE person = ? AND account = ?", person, account);
  }

  rests({ person, account }: Untold): boolean {
    return this.#accounts.rests(account, person);
  }
}

/** Tells the shards of persons whether an account's management of them rests. */
export function restDuty(
  store: Pick<Rests, "untold" | "dropUntold" | "rests">,
  tell: (person: PersonKey, account: AccountKey, rests: boolean, now: number) => Promise<void>,
): Duty {
  const outbox = new Outbox<PersonKey>({ name: "rests to a person" });
  const piece = () => outbox.readiest(store.untold(), ({ person }) => person, PIECE);
  return {
    name: "rests to persons",
    due: () => outbox.due(piece().map(({ person }) => person)),
    async run(now) {
      const send = async (person: PersonKey, rows: readonly Untold[]) => {
        for (const row of rows) {
          const rests = store.rests(row);
          await tell(person, row.account, rests, now);
          // A change meanwhile is told by the next run.
          if (store.rests(row) === rests) store.dropUntold(row);
        }
      };
      await outbox.send(
        Map.groupBy(piece(), ({ person }) => person),
        send,
        now,
      );
    },
  };
}
