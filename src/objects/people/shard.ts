/** What a shard of persons is made of: its stores, what decides on them, and the alarm that they share. */
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import type { Alarm } from "../duty/alarm.ts";
import { type ObjectsEnv, issuerOf } from "../env.ts";
import { LookChain } from "../chain/look-chain.ts";
import { migrate } from "../migrate.ts";
import { AppealFiles } from "./appeal-files.ts";
import { AppealFileStore } from "./appeal-file-store.ts";
import { AppealStore } from "./appeal-store.ts";
import { Appeals } from "./appeals.ts";
import { CheckInStore } from "./check-in-store.ts";
import { ColourStore } from "./colour-store.ts";
import { CredentialDrafts } from "./credential-drafts.ts";
import { CredentialStore } from "./credential-store.ts";
import type { Decisions } from "./decisions.ts";
import { DeclarationStore } from "./declaration-store.ts";
import { Entering } from "./entering.ts";
import { FactStore } from "./fact-store.ts";
import { History } from "./history.ts";
import { Looks } from "./looks.ts";
import { migrations } from "./migrations.ts";
import type { News } from "./news.ts";
import { Origins } from "./origins.ts";
import { PersonStore } from "./person-store.ts";
import { type Reviews, reviewsOf } from "./reviews.ts";
import { type Revocations, revocationsOf } from "./revocations.ts";
import { decisionsOf } from "./shard-decisions.ts";
import { RuleTurns } from "./rule-turns.ts";
import { Trials } from "./trials.ts";
import { TrackStore } from "./track-store.ts";
import { upkeep } from "./upkeep.ts";

export interface Shard {
  readonly persons: PersonStore;
  readonly history: History;
  readonly credentials: CredentialStore;
  readonly revocations: Revocations;
  readonly reviews: Reviews;
  readonly origins: Origins;
  readonly decisions: Decisions;
  readonly ruleTurns: RuleTurns;
  readonly entering: Entering;
  readonly checkIns: CheckInStore;
  readonly appeals: Appeals;
  readonly appealFiles: AppealFiles;
  readonly drafts: CredentialDrafts;
  readonly tracks: TrackStore;
  readonly looks: Looks;
  readonly trials: Trials;
  readonly alarm: Alarm;
  readonly secrets: () => Promise<Secrets>;
}

/** Opens the storage at its newest schema. */
export function openShard(state: DurableObjectState, env: ObjectsEnv): Shard {
  migrate(state.storage, migrations);
  const { sql } = state.storage;
  const wake = (at: number) => alarm.wake(at);
  const persons = new PersonStore(sql);
  const history = new History(persons, sql, wake);
  const credentials = new CredentialStore(sql);
  const revocations = revocationsOf(state, env, credentials, wake);
  const reviews = reviewsOf(state, env, persons, wake);
  const origins = new Origins(state.storage, wake);
  const decisions = decisionsOf(state, env, origins, { revocations, reviews }, wake);
  const ruleTurns = new RuleTurns(state, decisions, wake);
  const facts = new FactStore(sql);
  const tracks = new TrackStore(sql);
  const chain = new LookChain(sql);
  const appeals = new AppealStore(sql);
  const files = new AppealFileStore(sql);
  const alarm = upkeep(state, env, { tracks, looks: chain, origins, decisions, ruleTurns, revocations, reviews, appeals, files });
  const looks = new Looks({ persons, history, tracks, colours: new ColourStore(sql), chain }, wake);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id));
  return {
    persons,
    history,
    credentials,
    revocations,
    reviews,
    origins,
    decisions,
    ruleTurns,
    entering: new Entering(state.storage, { persons, declarations: new DeclarationStore(sql), facts, decisions }),
    checkIns: new CheckInStore(sql),
    appeals: new Appeals({ persons, decisions, appeals, files, facts }, secrets, wake),
    appealFiles: new AppealFiles({ persons, appeals, files, looks }, wake),
    drafts: new CredentialDrafts(state, env, { persons, history, decisions, credentials }),
    tracks,
    looks,
    trials: new Trials(persons, history, decisions),
    alarm,
    secrets,
  };
}

/** What the issuer tells: each kind to what follows it. */
export async function hear({ origins, ruleTurns, entering }: Shard, news: News, now: number): Promise<void> {
  if (news.kind === "areas") origins.take(news.areas, now);
  else if (news.kind === "rules") ruleTurns.expect(news.at);
  else await entering.byHand(news, now);
}
