/** What a shard of persons is made of: its stores, what decides on them, and the alarm that they share. */
import { divisionOfNumber } from "../../domain/division/division.ts";
import { withheld } from "../../domain/review/review.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import { removeUploads } from "../../storage/uploads.ts";
import { open } from "../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import { LookChain, lookRetention } from "../chain/look-chain.ts";
import { Alarm } from "../duty/alarm.ts";
import { divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { AppealStore } from "./appeal/appeal-store.ts";
import { Appeals } from "./appeal/appeals.ts";
import { AppealFileStore } from "./appeal/file-store.ts";
import { AppealFiles, appealRetention, looseFileRetention, type Removing, uploadOf } from "./appeal/files.ts";
import { ColourStore } from "./colour/colour-store.ts";
import type { Opening } from "./colour/decision-row.ts";
import { Decisions, type Rules, type Told } from "./colour/decisions.ts";
import { Origins } from "./colour/origins.ts";
import { areaTurns, colourTurns, RuleTurns } from "./colour/redecide.ts";
import { type Reviews, reviewsOf } from "./colour/reviews.ts";
import { Trials } from "./colour/trials.ts";
import { CredentialStore } from "./credential/credential-store.ts";
import { CredentialDrafts } from "./credential/drafts.ts";
import { type Revocations, revocationsOf } from "./credential/revocations.ts";
import { migrations } from "./migrations.ts";
import type { News } from "./news.ts";
import { CheckInStore } from "./person/check-in-store.ts";
import { DeclarationStore } from "./person/declaration-store.ts";
import { DeclaredStore, telling } from "./person/declared-counts.ts";
import { Entering } from "./person/enter-facts.ts";
import { FactStore } from "./person/fact-store.ts";
import { History } from "./person/history.ts";
import { Looks } from "./person/looks.ts";
import { PersonStore } from "./person/person-store.ts";
import { ownerOf } from "./person/person-view.ts";
import { redeclarationRetention, RedeclarationStore } from "./person/redeclaration-store.ts";
import { trackRetention, TrackStore } from "./person/track-store.ts";

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

/** The shard's own: a colour that is no longer true revokes what carries it, and officers hear of what waits for a review. */
export function decisionsOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  origins: Origins,
  { revocations, reviews }: { readonly revocations: Revocations; readonly reviews: Reviews },
  wake: Told["wake"],
): Decisions {
  const issuer = issuerOf(state.id);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer);
  const rules: Rules = (now) => ruleSetsOf(env.PUBLISHED, issuer, now);
  const opening: Opening = async (person, sealed) => open(await secrets(), ownerOf(person), sealed);
  const decided: Told["decided"] = (person, decision, now) => {
    revocations.revokeUntrue(person, withheld(decision.colour, decision.review ?? null), now);
    reviews.note(person, decision, now);
  };
  return new Decisions(state, rules, origins, opening, { decided, wake });
}

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
