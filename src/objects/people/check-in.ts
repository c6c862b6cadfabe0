/** Checking in, and the decision that it leads to: both or neither. */
import { MAX_CHECK_INS_PER_HOUR, oneMoreInHour } from "../../domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { CheckInRow, CheckInStore } from "./check-in-store.ts";
import type { DeclareStores } from "./declare.ts";
import type { CheckInResult } from "./rpc.ts";

/** A repeat of the sender's id answers as the first time. */
export function checkInFor(
  { persons, history, decisions }: DeclareStores,
  store: CheckInStore,
  person: PersonKey,
  account: AccountKey,
  checkIn: CheckInRow,
): Promise<CheckInResult> {
  return decisions.decide<CheckInResult>(person, { said: checkIn }, checkIn.at, () => {
    if (!persons.manages(person, account)) return nothing(refuse({ code: "not_manager" }));
    if (history.latest(person) === null) return nothing(refuse({ code: "not_declared" }));
    const before = store.of(person, checkIn.at);
    const same = before.find(({ id }) => id === checkIn.id);
    if (same !== undefined) return nothing(accept({ at: same.at }));
    const due = oneMoreInHour(checkIn.at, before.at(-MAX_CHECK_INS_PER_HOUR)?.at ?? null);
    if (!due.ok) return nothing(due);
    store.add(person, checkIn);
    return { decided: true, answer: accept({ at: checkIn.at }) };
  });
}

/** What decides nothing. */
function nothing(answer: CheckInResult) {
  return { decided: false, answer };
}
