/** The duty that tells each division how many of those who live there declared, by hour and category: at most once a minute. Decision 12. */
import { hourOf } from "../../domain/statistics/counts.ts";
import { type Duty, periodMs } from "../alarm.ts";
import type { CountReport } from "../division/rpc.ts";
import type { ObjectsEnv } from "../env.ts";
import type { DeclaredStore } from "./declared-store.ts";

const TELL_MS = 60_000;
/** Hours of communities in one ring, and so at most as many divisions asked. */
const PIECE_ROWS = 100;

/**
 * @param env may shorten the minute between two reports
 * @param tell tells the division of a community's 12 digits
 */
export function telling(
  storage: DurableObjectStorage,
  store: DeclaredStore,
  env: ObjectsEnv,
  tell: (community: string, report: CountReport) => Promise<void>,
): Duty {
  const tellMs = periodMs(env, TELL_MS);
  return {
    name: "declared",
    due() {
      const { from, at } = store.untold();
      return from === null ? null : at + tellMs;
    },
    async run(now) {
      const { from } = store.untold();
      if (from === null) return;
      const rows = store.hours(from, PIECE_ROWS);
      const byCommunity = [...Map.groupBy(rows, ({ community }) => community)];
      const told = await Promise.allSettled(
        byCommunity.map(([community, some]) =>
          tell(community, { hours: some.map(({ community: _community, ...counts }) => counts), days: [] }),
        ),
      );
      storage.transactionSync(() => {
        for (const [index, [, some]] of byCommunity.entries())
          if (told[index]?.status === "fulfilled") for (const row of some) store.setTold(row);
        const rest = store.hours(from, 1)[0];
        store.setUntold({ from: rest?.hour ?? null, at: now });
        if (rest === undefined) store.forgetBefore(hourOf(now));
      });
      // One division that cannot be reached holds up no other, and is told again.
      const failed = told.find((one) => one.status === "rejected");
      if (failed !== undefined) throw failed.reason;
    },
  };
}
