/** The board of a community with what it needs of other objects: the rights of watchers, and the view of passes and staff. */
import { accountsShard, divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { Board } from "./board.ts";
import { type BoardStores, BoardView } from "./board-view.ts";
import { waitingPasses } from "./delivery.ts";
import type { Upkeep } from "./upkeep.ts";

export function boardOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  stores: Omit<BoardStores, "sql" | "counts">,
  { counts, deliveries }: Upkeep,
): Board {
  const issuer = { code: issuerOf(state.id) };
  return new Board(state, {
    view: new BoardView({ sql: state.storage.sql, counts, ...stores }),
    waiting: () => waitingPasses(stores.passes, deliveries),
    async begin({ shard, sessionHash }, now) {
      return (await accountsShard(env, issuer, shard).watch(sessionHash, placeOf(state.id), now)) !== null;
    },
    async mayWatch({ account, person, office, shard, sessionHash }, now) {
      const [isInCharge, session] = await Promise.all([
        divisionOf(env, issuer, office).isAdministrator({ account, person }),
        accountsShard(env, issuer, shard).session(sessionHash, now),
      ]);
      // A login whose proof has ended, or whose office has closed, has no right in the office, although its session goes on.
      return isInCharge && session !== null && session.person === person && now < session.officeUntil;
    },
  });
}
