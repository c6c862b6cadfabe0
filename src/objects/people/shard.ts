/** Builds a shard of persons: its stores, the services over them, and the one alarm with all duties. */
import { divisionOfNumber } from "../../domain/division/division.ts";
import { withheld } from "../../domain/review/review.ts";
import { turnDelayMs } from "../../domain/rules/succession.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import { removeUploads } from "../../storage/uploads.ts";
import { open } from "../../token/secret/seal.ts";
import { openSecrets, type Secrets } from "../../token/secret/secrets.ts";
import { chainCheckDuty, checkLater } from "../chain/chain-check.ts";
import { LookChain, lookRetention } from "../chain/look-chain.ts";
import { Alarm, type Duty } from "../duty/alarm.ts";
import { divisionOf, type ObjectsEnv, reviewQueueOf, statusListOf } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { AppealStore } from "./appeal/appeal-store.ts";
import { Appeals } from "./appeal/appeals.ts";
import { AppealFileStore } from "./appeal/file-store.ts";
import { sentAppealDuty } from "./appeal/sent-duty.ts";
import { SentAppeals } from "./appeal/sent-appeals.ts";
import { SentAppealStore } from "./appeal/sent-store.ts";
import { AppealFiles, appealRetention, looseFileRetention, type RemoveFiles, uploadOf } from "./appeal/files.ts";
import { ColourStore } from "./colour/colour-store.ts";
import type { DeclarationOpener, Rules } from "./colour/decision-row.ts";
import { Decisions, type DecisionReceiver } from "./colour/decisions.ts";
import { Origins } from "./colour/origins.ts";
import { areaTurnDuty, colourTurnDuty, ruleTurnDuty, RuleTurnStore } from "./colour/redecide.ts";
import { reviewDuty, Reviews, ReviewStore } from "./colour/reviews.ts";
import { Trials } from "./colour/trials.ts";
import { CredentialStore } from "./credential/credential-store.ts";
import { CredentialDrafts } from "./credential/drafts.ts";
import { Uses } from "./credential/uses.ts";
import { revocationDuty, Revocations, RevocationStore } from "./credential/revocations.ts";
import type { Checks } from "./custody/checks.ts";
import type { Custodies } from "./custody/custodies.ts";
import { openCustody, type Outside } from "./custody/open.ts";
import { migrations } from "./migrations.ts";
import type { News } from "./news.ts";
import { CheckInStore } from "./person/check-in-store.ts";
import { DeclarationStore } from "./person/declaration-store.ts";
import { declaredCountDuty, DeclaredStore } from "./person/declared-counts.ts";
import { FactEntries } from "./person/enter-facts.ts";
import { FactStore } from "./person/fact-store.ts";
import { Declarations } from "./person/history.ts";
import { ListFacts } from "./person/list-facts.ts";
import { Looks } from "./person/looks.ts";
import { PersonStore } from "./person/person-store.ts";
import { ownerOf } from "./person/person-view.ts";
import { ToldStore } from "./person/told-store.ts";
import { redeclarationRetention, RedeclarationStore } from "./person/redeclaration-store.ts";
import { trackRetention, TrackStore } from "./person/track-store.ts";

export interface Shard {
  readonly persons: PersonStore;
  readonly custodies: Custodies;
  readonly checks: Checks;
  readonly history: Declarations;
  readonly credentials: CredentialStore;
  readonly revocations: Revocations;
  readonly reviews: Reviews;
  readonly origins: Origins;
  readonly decisions: Decisions;
  /** Notes that the rule sets change at the time `at`, ms: after it the shard decides every person again who has a decision by other rules. A repeat changes nothing. */
  readonly expectRules: (at: number) => void;
  readonly factEntries: FactEntries;
  readonly listFacts: ListFacts;
  readonly checkIns: CheckInStore;
  readonly appeals: Appeals;
  readonly sentAppeals: SentAppeals;
  readonly appealFiles: AppealFiles;
  readonly drafts: CredentialDrafts;
  readonly uses: Uses;
  readonly tracks: TrackStore;
  readonly looks: Looks;
  readonly trials: Trials;
  readonly alarm: Alarm;
  readonly secrets: () => Promise<Secrets>;
}

/** Migrates the storage to the newest schema and opens the stores. @param authority null: there is no identity authority */
export function openShard(state: DurableObjectState, env: ObjectsEnv, outside: Outside): Shard {
  migrate(state.storage, migrations);
  const { sql } = state.storage;
  const wake = (at: number) => alarm.wake(at);
  const persons = new PersonStore(sql);
  const history = new Declarations(persons, sql, wake);
  const credentials = new CredentialStore(sql);
  const revocations = new Revocations(credentials, new RevocationStore(sql), wake);
  const reviews = new Reviews(new ReviewStore(sql), wake);
  const origins = new Origins(state.storage, wake);
  const decisions = decisionsOf(state, env, origins, { revocations, reviews }, wake);
  const facts = new FactStore(sql);
  const tracks = new TrackStore(sql);
  const chain = new LookChain(state.storage, checkLater(wake));
  const appeals = new AppealStore(sql);
  const [told, sent] = [new ToldStore(sql), new SentAppealStore(sql, issuerOf(state.id))];
  const files = new AppealFileStore(sql);
  const { custodies, checks, duties } = openCustody(state, env, outside, () => shard, wake);
  const alarm = upkeep(state, env, { tracks, looks: chain, origins, decisions, appeals, files, sent }, duties);
  const looks = new Looks({ persons, custodies, history, tracks, colours: new ColourStore(sql), chain }, wake);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuerOf(state.id));
  const shard: Shard = {
    persons,
    custodies,
    checks,
    history,
    credentials,
    revocations,
    reviews,
    origins,
    decisions,
    expectRules(at) {
      new RuleTurnStore(sql).add(at);
      alarm.wake(at + turnDelayMs(Number(placeOf(state.id))));
    },
    factEntries: new FactEntries(state.storage, { persons, declarations: new DeclarationStore(sql), facts, told, decisions }),
    listFacts: new ListFacts(state.storage, { persons, history, facts, decisions }),
    checkIns: new CheckInStore(sql),
    appeals: new Appeals({ persons, decisions, appeals, sent, files, facts, told }, secrets, wake),
    sentAppeals: new SentAppeals({ decisions, appeals, sent, facts, told }, secrets, wake),
    appealFiles: new AppealFiles({ persons, appeals, files, looks }, wake),
    drafts: new CredentialDrafts(state, env, { custodies, decisions, credentials }),
    uses: new Uses(),
    tracks,
    looks,
    trials: new Trials({ persons, history, decisions, origins }),
    alarm,
    secrets,
  };
  return shard;
}

/** Passes a message of the issuer to the service that applies it. */
export async function hear({ origins, expectRules, factEntries }: Shard, news: News, now: number): Promise<void> {
  if (news.kind === "areas") origins.take(news.areas, now);
  else if (news.kind === "rules") expectRules(news.at);
  else await factEntries.byHand(news, now);
}

/** The decisions of a shard. Each decision revokes the person's credentials of any other colour (those without a colour stay valid), and begins or ends a review if it says so. */
export function decisionsOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  origins: Origins,
  { revocations, reviews }: { readonly revocations: Revocations; readonly reviews: Reviews },
  wake: DecisionReceiver["wake"],
): Decisions {
  const issuer = issuerOf(state.id);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer);
  const rules: Rules = (now) => ruleSetsOf(env.PUBLISHED, issuer, now);
  const opener: DeclarationOpener = async (person, sealed) => open(await secrets(), ownerOf(person), sealed);
  const decided: DecisionReceiver["decided"] = (person, decision, now) => {
    revocations.revokeUntrue(person, withheld(decision.colour, decision.review ?? null), now);
    reviews.note(person, decision, now);
  };
  return new Decisions(state, rules, origins, opener, { decided, wake });
}

interface Stores {
  readonly tracks: TrackStore;
  readonly looks: LookChain;
  readonly origins: Origins;
  readonly decisions: Decisions;
  readonly appeals: AppealStore;
  readonly files: AppealFileStore;
  readonly sent: SentAppealStore;
}

/** @param more the duties of custody */
export function upkeep(state: DurableObjectState, env: ObjectsEnv, stores: Stores, more: readonly Duty[]): Alarm {
  const { tracks, looks, origins, decisions, appeals, files, sent } = stores;
  const { storage } = state;
  const { sql } = storage;
  const [issuer, shard] = [issuerOf(state.id), placeOf(state.id)];
  const [colours, declarations] = [new ColourStore(sql), new DeclarationStore(sql)];
  const withdraw = (list: string, indexes: readonly number[]) => statusListOf(env, issuer, list).withdraw(indexes, "revoked");
  const queueOf = (division: string) => reviewQueueOf(env, { code: issuer }, division);
  const removeFiles: RemoveFiles = async (names) => {
    if (names.length === 0) return;
    await removeUploads(env.UPLOADS, await openSecrets(env.YIMA_MASTER_KEY, issuer), names.map(uploadOf));
  };
  return new Alarm(state, [
    revocationDuty(new RevocationStore(sql), withdraw),
    reviewDuty(new ReviewStore(sql), { persons: new PersonStore(sql), declarations }, { queueOf, region: issuer }),
    trackRetention(storage, tracks),
    lookRetention(storage, looks),
    chainCheckDuty(state, looks.table),
    chainCheckDuty(state, colours.decisions),
    ...more,
    redeclarationRetention(new RedeclarationStore(sql)),
    looseFileRetention(files, removeFiles),
    appealRetention({ appeals, files, sent }, removeFiles),
    sentAppealDuty({ sent, appeals }, env, issuer),
    colourTurnDuty(colours, decisions),
    areaTurnDuty(origins, decisions),
    ruleTurnDuty(new RuleTurnStore(sql), colours, decisions, turnDelayMs(Number(shard))),
    declaredCountDuty(storage, new DeclaredStore(sql), env, (community, report) =>
      divisionOf(env, { code: issuer }, divisionOfNumber(community)).report(`people/${shard}`, report),
    ),
  ]);
}
