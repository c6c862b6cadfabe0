/** A shard of persons as a Durable Object: its RPC methods, each of which passes the work to a service of `Shard`, and its alarm. custody/object.ts has those about who manages a person. */
import { Custodian } from "./custody/object.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { Use } from "../../domain/community/use.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../domain/declaration/redeclaration.ts";
import type { ExposedPlace } from "../../domain/exposure/exposure.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import { healthOf, holdersOf } from "./credential/holders.ts";
import type { FactQuery, FactEntry, ListQuery, News } from "./news.ts";
import { checkInFor, checkInsFor, colourOf, declarationFor, declarationsFor, declareFor } from "./person/declare.ts";
import { maskedNameOf, viewFor } from "./person/person-view.ts";
import type { PeopleRpc } from "./rpc.ts";
import { hear } from "./shard.ts";
import type { CheckInRow, DeliveredPass, TrackQuery } from "./person/rpc.ts";
import type { PersonView } from "./custody/view-rpc.ts";
import type { CredentialOrder, HealthQuery, HolderQuery } from "./credential/rpc.ts";
import type { ForeseeFacts, TrialQuery } from "./colour/rpc.ts";
import type { AppealAnswer, AppealOrder, FileLook, FileName, PeerAnswer } from "./appeal/rpc.ts";

export class People extends Custodian implements PeopleRpc {
  async view(person: PersonKey, account: AccountKey, now: number): Promise<PersonView | null> {
    return viewFor(await this.shard.secrets(), this.shard, person, account, now);
  }

  declare(person: PersonKey, account: AccountKey, id: string, declaration: Declaration, now: number) {
    return declareFor(this.shard, { person, account, id, declaration }, now).finally(() => this.shard.alarm.arm(now));
  }

  checkIn(person: PersonKey, account: AccountKey, checkIn: CheckInRow) {
    return checkInFor(this.shard, this.shard.checkIns, person, account, checkIn);
  }

  checkIns(person: PersonKey, account: AccountKey, now: number) {
    return checkInsFor(this.shard, this.shard.checkIns, person, account, now);
  }

  colour(person: PersonKey, account: AccountKey, now: number) {
    return colourOf(this.shard, person, account, now);
  }

  askToDeclare(person: PersonKey, request: Redeclaration): Redeclaration {
    return this.shard.history.ask(person, request);
  }

  areFactsKnown(entries: readonly FactEntry[]): readonly boolean[] {
    return this.shard.factEntries.areKnown(entries);
  }

  enterFacts(entries: readonly FactEntry[], now: number, list = "") {
    return this.shard.factEntries.enter(entries, now, list === "" ? null : list);
  }

  foreseeFacts(query: ForeseeFacts, now: number) {
    return this.shard.listFacts.foresee(query, now);
  }

  takeBackList(query: ListQuery, now: number) {
    return this.shard.listFacts.takeBack(query, now);
  }

  factState(query: FactQuery) {
    return this.shard.factEntries.state(query);
  }

  hear(news: News, now: number): Promise<void> {
    return hear(this.shard, news, now);
  }

  declared(person: PersonKey, account: AccountKey, id: string) {
    return this.shard.persons.manages(person, account) ? this.shard.history.byId(person, id) : null;
  }

  async declarations(person: PersonKey, account: AccountKey, before: number) {
    return declarationsFor(await this.shard.secrets(), this.shard, person, account, before);
  }

  async declaration(person: PersonKey, account: AccountKey, n: number) {
    return declarationFor(await this.shard.secrets(), this.shard, person, account, n);
  }

  appeals(person: PersonKey, account: AccountKey) {
    return this.shard.appeals.list(person, account);
  }

  appeal(order: AppealOrder, now: number) {
    return this.shard.appeals.write(order, now);
  }

  answerAppeal(person: PersonKey, id: string, answer: AppealAnswer, now: number) {
    return this.shard.appeals.answer(person, id, answer, now).finally(() => this.shard.alarm.arm(now));
  }

  answerSentAppeal(answer: PeerAnswer, now: number) {
    return this.shard.sentAppeals.answer(answer, now).finally(() => this.shard.alarm.arm(now));
  }

  setAside(person: PersonKey, item: string, now: number) {
    return this.shard.sentAppeals.setAside(person, item, now).finally(() => this.shard.alarm.arm(now));
  }

  beginFile(name: Omit<FileName, "id">, account: AccountKey, file: AppealFile, now: number) {
    return this.shard.appealFiles.begin(name, account, file, now);
  }

  fileArrived(name: FileName): void {
    this.shard.appealFiles.arrived(name);
  }

  appealFile(name: FileName, account: AccountKey) {
    return this.shard.appealFiles.read(name, account);
  }

  lookAtFile(look: FileLook, now: number) {
    return this.shard.appealFiles.look(look, now);
  }

  endReview(person: PersonKey, id: string, finding: ReviewGround, now: number) {
    return this.shard.reviews.end(this.shard.decisions, person, id, finding, now);
  }

  draftCredentials(order: CredentialOrder, now: number) {
    return this.shard.drafts.make(order, now);
  }

  holders(queries: readonly HolderQuery[], now: number) {
    return holdersOf(this.shard, queries, now);
  }

  health(query: HealthQuery, now: number) {
    return healthOf(this.shard, query, now);
  }

  countUses(uses: readonly Use[]): readonly (Use | null)[] {
    return uses.map((use) => this.shard.uses.count(use));
  }

  async maskedNameOf(person: PersonKey, name: PersonName): Promise<string | null> {
    return maskedNameOf(await this.shard.secrets(), this.shard.persons, person, name);
  }

  countVisitors(place: ExposedPlace): number {
    return this.shard.tracks.countVisitors(place);
  }

  visitors(place: ExposedPlace, after: string, limit: number) {
    return this.shard.tracks.visitors(place, after, limit);
  }

  record(passes: readonly DeliveredPass[]): readonly boolean[] {
    return this.ctx.storage.transactionSync(() => this.shard.tracks.addAll(passes, (over) => this.shard.alarm.wake(over)));
  }

  track(query: TrackQuery, now: number) {
    return this.shard.looks.track(query, now);
  }

  decisions(query: TrackQuery, now: number) {
    return this.shard.looks.decisions(query, now);
  }

  ownDecisions(person: PersonKey, account: AccountKey) {
    return this.shard.looks.ownDecisions(person, account);
  }

  noteLook({ person, office, actor, purpose }: Omit<TrackQuery, "division">, now: number) {
    return this.shard.looks.note(person, { at: now, office, purpose, extent: "division", detail: actor });
  }

  looks(person: PersonKey, account: AccountKey, before: number, limit: number, now: number) {
    return this.shard.looks.page(person, account, before, limit, now);
  }

  tryChange(query: TrialQuery, now: number) {
    return this.shard.trials.piece(query, now);
  }

  override alarm(): Promise<void> {
    return this.shard.alarm.ring(Date.now());
  }
}
