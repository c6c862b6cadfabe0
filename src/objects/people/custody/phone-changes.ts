/** The duty that tells the former phone by text message that another phone now holds the person, for changes that a request or a duty finds. Source: decision 54. */
import type { AccountKey } from "../../../domain/access/keys.ts";
import { phoneChangeText } from "../../../domain/custody/phone-change.ts";
import type { SendResult } from "../../accounts/rpc.ts";
import type { Duty } from "../../duty/alarm.ts";
import { Outbox } from "../../duty/outbox.ts";
import type { SmsGateway } from "../../sms.ts";
import type { Custodies } from "./custodies.ts";
import type { CustodyStore, UntoldChange } from "./custody-store.ts";

/** The platform opens at most six connections at once, and a message that waits for one would use up its time. */
const PIECE = 5;
/** The changes of which a piece is chosen. */
const UNTOLD_ROWS = 1000;

interface Messages {
  /** The phone number of an account; null: it has none. */
  readonly phoneOf: (account: AccountKey) => Promise<{ readonly phone: string } | null>;
  /** Counts a message in the budget of the deployment. */
  readonly count: (now: number) => Promise<SendResult>;
  readonly sms: SmsGateway;
}

/**
 * Sends each message until the gateway accepts it, or the owner of the former phone can no longer deny the change: the screen of that phone shows the change
 * too. Messages over the budget wait for the next minute.
 */
export function phoneChangeDuty(
  store: Pick<CustodyStore, "untoldChanges" | "dropUntoldChange">,
  custodies: Pick<Custodies, "of">,
  { phoneOf, count, sms }: Messages,
): Duty {
  const outbox = new Outbox<AccountKey>({ name: "a change of phone to the former phone" });
  /** The end of a minute whose budget is used up, ms. */
  let budgetAt = 0;
  const piece = () => outbox.readiest(store.untoldChanges(UNTOLD_ROWS), ({ account }) => account, PIECE);
  const tell = async (change: UntoldChange, now: number): Promise<void> => {
    const { person, account, message } = change;
    const custody = custodies.of(person, now);
    const text = custody && phoneChangeText(custody, account, now);
    const login = text === null ? null : await phoneOf(account);
    if (text === null || login === null) return store.dropUntoldChange(change);
    const counted = await count(now);
    if (!counted.ok) {
      budgetAt = now + counted.refusal.retryAfterSeconds * 1000;
      return;
    }
    if (!(await sms.send({ phone: login.phone, text, id: message }))) throw new Error("the gateway has not accepted the message");
    store.dropUntoldChange(change);
  };
  return {
    name: "messages about changes of phone",
    due() {
      const due = outbox.due(piece().map(({ account }) => account));
      return due === null ? null : Math.max(due, budgetAt);
    },
    async run(now) {
      const parcels = piece().map((change) => [change.account, change] as const);
      await outbox.send(parcels, (_, change) => tell(change, now), now);
    },
  };
}
