/** What a shard of persons does by itself: its duties and the one alarm that they share. */
import { divisionOfNumber } from "../../domain/division/division.ts";
import { removeUploads } from "../../storage/uploads.ts";
import { openSecrets } from "../../token/secrets.ts";
import { Alarm } from "../alarm.ts";
import { type ObjectsEnv, divisionOf, issuerOf, placeOf } from "../env.ts";
import type { AppealFileStore } from "./appeal-file-store.ts";
import { uploadOf } from "./appeal-files.ts";
import { appealRetention, looseFileRetention, type Removing } from "./appeal-retention.ts";
import type { AppealStore } from "./appeal-store.ts";
import { areaTurns } from "./area-turns.ts";
import { ColourStore } from "./colour-store.ts";
import { colourTurns } from "./colour-turns.ts";
import type { Decisions } from "./decisions.ts";
import type { LookChain } from "../look-chain.ts";
import { lookRetention } from "../look-retention.ts";
import { DeclaredStore } from "./declared-store.ts";
import type { Origins } from "./origins.ts";
import { redeclarationRetention } from "./redeclaration-retention.ts";
import { RedeclarationStore } from "./redeclaration-store.ts";
import type { RuleTurns } from "./rule-turns.ts";
import type { Reviews } from "./reviews.ts";
import type { Revocations } from "./revocations.ts";
import { telling } from "./telling.ts";
import { trackRetention } from "./track-retention.ts";
import type { TrackStore } from "./track-store.ts";

interface Kept {
  readonly tracks: TrackStore;
  readonly looks: LookChain;
  readonly origins: Origins;
  readonly decisions: Decisions;
  readonly ruleTurns: RuleTurns;
  readonly revocations: Revocations;
  readonly reviews: Reviews;
  readonly appeals: AppealStore;
  readonly files: AppealFileStore;
}

export function upkeep(state: DurableObjectState, env: ObjectsEnv, kept: Kept): Alarm {
  const { tracks, looks, origins, decisions, ruleTurns, revocations, reviews, appeals, files } = kept;
  const removing: Removing = async (names) => {
    if (names.length === 0) return;
    await removeUploads(env.UPLOADS, await openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id)), names.map(uploadOf));
  };
  return new Alarm(state, [
    revocations,
    reviews,
    trackRetention(state.storage, tracks),
    lookRetention(state.storage, looks),
    redeclarationRetention(new RedeclarationStore(state.storage.sql)),
    looseFileRetention(files, removing),
    appealRetention(appeals, files, removing),
    colourTurns(new ColourStore(state.storage.sql), decisions),
    areaTurns(origins, decisions),
    ruleTurns,
    telling(state.storage, new DeclaredStore(state.storage.sql), env, (community, report) => {
      const division = divisionOf(env, { code: issuerOf(state.id) }, divisionOfNumber(community));
      return division.report(`people/${placeOf(state.id)}`, report);
    }),
  ]);
}
