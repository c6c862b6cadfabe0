/** Takes exposures that another issuer's officers know of places in its region, and their withdrawals. They become rows here; a duty looks for the people. docs/trust.md §10. */
import { exposureFault, exposureIn, exposureWithdrawalIn } from "../../domain/federation/exposure-item.ts";
import type { ItemResult, LetterItem } from "../../domain/federation/letter.ts";
import type { Receiver } from "./take-facts.ts";

type Outcome = Omit<ItemResult, "id">;

/** @returns the result of each item, in order */
export function takeExposures(receiver: Receiver, items: readonly LetterItem[], now: number): Promise<readonly ItemResult[]> {
  return Promise.resolve(items.map((item) => ({ id: item.id, ...take(item, receiver, now) })));
}

/** @returns the result of each item, in order */
export function takeExposureWithdrawals(
  { exposures }: Receiver,
  items: readonly LetterItem[],
  now: number,
): Promise<readonly ItemResult[]> {
  const withdraw = (item: LetterItem): Outcome => {
    const read = exposureWithdrawalIn(item);
    if (read === null) return { state: "refused", code: "item_malformed" };
    const phase = exposures.phase(read.exposure);
    if (phase === null || phase === "take_back" || phase === "gone") return { state: "known" };
    exposures.withdraw(read.exposure, now);
    return { state: "taken" };
  };
  return Promise.resolve(items.map((item) => ({ id: item.id, ...withdraw(item) })));
}

function take(item: LetterItem, { from, exposures }: Receiver, now: number): Outcome {
  const exposure = exposureIn(item);
  if (exposure === null) return { state: "refused", code: "item_malformed" };
  if (exposures.phase(item.id) !== null) return { state: "known" };
  const fault = exposureFault(exposure, from, now);
  if (fault !== null) return { state: "refused", code: fault };
  return exposures.add(item.id, exposure, now) ? { state: "taken" } : { state: "refused", code: "too_many_wait" };
}
