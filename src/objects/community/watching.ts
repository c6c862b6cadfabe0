/** Puts the live board of a community together: what it reads, and whom it asks whether somebody may still watch. */
import { type ObjectsEnv, accountsShard, divisionOf, issuerOf } from "../env.ts";
import { Board } from "./board.ts";
import { type BoardStores, BoardView } from "./board-view.ts";
import type { Upkeep } from "./upkeep.ts";

export function boardOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  stores: Omit<BoardStores, "sql" | "counts">,
  { counts, delivery }: Upkeep,
): Board {
  return new Board(state, {
    view: new BoardView({ sql: state.storage.sql, counts, ...stores }),
    waiting: () => delivery.waiting(),
    async mayWatch({ account, person, office, shard, sessionHash }, now) {
      const issuer = { code: issuerOf(state.id) };
      const [isInCharge, session] = await Promise.all([
        divisionOf(env, issuer, office).isAdministrator({ account, person }),
        accountsShard(env, issuer, shard).session(sessionHash, now),
      ]);
      return isInCharge && session !== null;
    },
  });
}
