/** Checking in, and the decision that it leads to: both or neither. */
import { MAX_CHECK_INS_PER_HOUR, oneMoreInHour } from "../../domain/access/hour-limit.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Said } from "../../domain/colour/check-ins.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { CheckInRow, CheckInStore } from "./person/check-in-store.ts";
import type { DeclareStores } from "./person/declare.ts";
import type { CheckInResult, CheckInsResult } from "./rpc.ts";

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

/** What was said under present managers: nobody checks in for a person before they have declared. */
export function checkInsFor(
  { persons, history }: DeclareStores,
  store: CheckInStore,
  person: PersonKey,
  account: AccountKey,
  now: number,
): CheckInsResult {
  if (!persons.manages(person, account)) return refuse({ code: "not_manager" });
  const since = history.since(person);
  if (since === null) return refuse({ code: "not_declared" });
  const said = store.of(person, now).filter(({ at }) => at >= since);
  return accept(said.toReversed().map(({ at, temperatureCelsius, symptoms }) => ({ at, temperatureCelsius, symptoms })));
}

/** When somebody last said how they are, ms. @param checkIns the oldest first */
export function saidAt(latest: { readonly at: number }, checkIns: readonly Said[]): number {
  return Math.max(latest.at, checkIns.at(-1)?.at ?? 0);
}

/** What decides nothing. */
function nothing(answer: CheckInResult) {
  return { decided: false, answer };
}
