/** The duties of custody: they end managements, send accounts their proof of a person, ask the authority again, and end the proof `earlier`. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { isContradicted, managerOf, proofFor } from "../../../domain/custody/custody.ts";
import type { Duty } from "../../duty/alarm.ts";
import { Outbox } from "../../duty/outbox.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import { HOUR_MS } from "../../../domain/instant.ts";
import type { Checks } from "./checks.ts";
import { type CheckStore, NO_ACCOUNT } from "./check-store.ts";
import type { Custodies } from "./custodies.ts";
import type { CustodyStore, Untold } from "./custody-store.ts";

const PIECE = 50;
/** The untold accounts of which a piece is chosen. */
const UNTOLD_ROWS = 1000;
/** The key of the time of the last question, ms. */
const ASKED_AT = "identityAskedAt";

/** Ends managements whose time is over: managers whom the holder has not kept, and former phones. */
export function custodyEndDuty(storage: DurableObjectStorage, store: CustodyStore, custodies: Custodies): Duty {
  return {
    name: "ends of managements",
    due: () => store.nextEnd(),
    run(now) {
      storage.transactionSync(() => {
        for (const person of store.ended(now, PIECE)) custodies.tidy(person, now);
      });
    },
  };
}

/** Sends accounts their present proof of a person: a login without a proof loses its roles, and a former phone loses its sessions. */
export function tellDuty(
  store: CustodyStore,
  custodies: Pick<Custodies, "of">,
  tell: (account: AccountKey, person: PersonKey, proof: Proof | null, rests: boolean) => Promise<void>,
): Duty {
  const outbox = new Outbox<AccountKey>({ name: "proofs to an account" });
  const piece = () => outbox.readiest(store.untold(UNTOLD_ROWS), ({ account }) => account, PIECE);
  return {
    name: "proofs to accounts",
    due: () => outbox.due(piece().map(({ account }) => account)),
    async run(now) {
      const parcels = Map.groupBy(piece(), ({ account }) => account);
      const send = async (account: AccountKey, rows: readonly Untold[]) => {
        for (const { person, rests } of rows) {
          const custody = custodies.of(person, now);
          const manager = custody && managerOf(custody, account);
          if (manager) await tell(account, person, proofFor(custody, account), isContradicted(manager));
          else await tell(account, person, null, rests === 1);
        }
      };
      const { delivered } = await outbox.send(parcels, send, now);
      for (const [, rows] of delivered) for (const row of rows) store.dropUntold(row);
    },
  };
}

/** Ends the proof `earlier` of persons and logins that the authority has not confirmed in time. */
export function earlierEndDuty(storage: DurableObjectStorage, store: CheckStore, checks: Checks): Duty {
  return {
    name: "ends of the proof `earlier`",
    due: () => store.nextEnd(),
    run(now) {
      storage.transactionSync(() => checks.endEarlier(now, PIECE));
    },
  };
}

/**
 * Asks the authority about one person at a time, at the agreed rate, also across restarts of the object. After a question that fails or changes nothing, the
 * others come first.
 * @param everyMs the time between two questions of this shard
 * @param ask asks about a person, and about the phone of this account
 */
export function questionDuty(
  { kv }: Pick<DurableObjectStorage, "kv">,
  store: CheckStore,
  checks: Pick<Checks, "hasAuthority">,
  everyMs: number,
  ask: (person: PersonKey, account: AccountKey | null, now: number) => Promise<void>,
): Duty {
  return {
    name: "questions to the identity authority",
    due() {
      const next = checks.hasAuthority ? store.nextQuestion() : null;
      return next === null ? null : Math.max(next, (kv.get<number>(ASKED_AT) ?? 0) + everyMs);
    },
    async run(now) {
      const row = store.firstQuestion(now);
      if (row === null) return;
      kv.put(ASKED_AT, now);
      const asking = ask(row.person, row.account === NO_ACCOUNT ? null : row.account, now);
      await asking.finally(() => store.postpone(row, now, now + HOUR_MS));
    },
  };
}
