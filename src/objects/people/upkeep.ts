/** What a shard of persons does by itself: its duties and the one alarm that they share. */
import { divisionOfNumber } from "../../domain/division/division.ts";
import { Alarm } from "../alarm.ts";
import { type ObjectsEnv, divisionOf, issuerOf, placeOf } from "../env.ts";
import { ColourStore } from "./colour-store.ts";
import { colourTurns } from "./colour-turns.ts";
import type { Decisions } from "./decisions.ts";
import type { LookChain } from "../look-chain.ts";
import { lookRetention } from "../look-retention.ts";
import { DeclaredStore } from "./declared-store.ts";
import { redeclarationRetention } from "./redeclaration-retention.ts";
import { RedeclarationStore } from "./redeclaration-store.ts";
import type { Revocations } from "./revocations.ts";
import { telling } from "./telling.ts";
import { trackRetention } from "./track-retention.ts";
import type { TrackStore } from "./track-store.ts";

interface Kept {
  readonly tracks: TrackStore;
  readonly looks: LookChain;
  readonly decisions: Decisions;
  readonly revocations: Revocations;
}

export function upkeep(state: DurableObjectState, env: ObjectsEnv, { tracks, looks, decisions, revocations }: Kept): Alarm {
  return new Alarm(state, [
    revocations,
    trackRetention(state.storage, tracks),
    lookRetention(state.storage, looks),
    redeclarationRetention(new RedeclarationStore(state.storage.sql)),
    colourTurns(new ColourStore(state.storage.sql), decisions),
    telling(state.storage, new DeclaredStore(state.storage.sql), (community, report) => {
      const division = divisionOf(env, { code: issuerOf(state.id) }, divisionOfNumber(community));
      return division.report(`people/${placeOf(state.id)}`, report);
    }),
  ]);
}
