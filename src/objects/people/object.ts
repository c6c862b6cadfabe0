/** A shard of persons: identity, who manages them, declarations, credentials. Each right is checked here, at the time of the act. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../domain/declaration/redeclaration.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { ObjectsEnv } from "../env.ts";
import type { AppealAnswer, AppealOrder } from "./appeal/appeals.ts";
import type { FileName } from "./appeal/file-store.ts";
import type { FileLook } from "./appeal/files.ts";
import type { TrialAsked } from "./colour/trials.ts";
import type { CredentialOrder } from "./credential/drafts.ts";
import { holdersOf } from "./credential/holders.ts";
import type { FactAsked, FactEntry, News } from "./news.ts";
import type { CheckInRow } from "./person/check-in-store.ts";
import { answerClaim, claimFor, releasePerson, revokeFor } from "./person/claim.ts";
import { checkInFor, checkInsFor, colourOf, declarationFor, declarationsFor, declareFor } from "./person/declare.ts";
import { maskedNameOf, viewFor } from "./person/person-view.ts";
import type { ClaimRequest, ClaimResult, DeliveredPass, HolderAsked, PersonView, TrackAsked } from "./rpc.ts";
import { hear, openShard, type Shard } from "./shard.ts";

export class People extends DurableObject<ObjectsEnv> {
  readonly #shard: Shard = openShard(this.ctx, this.env);

  /** An account names a person as its own: the first one manages them, every further one waits for a manager's answer. */
  async claim(request: ClaimRequest, now: number): Promise<ClaimResult> {
    return claimFor(this.ctx.storage, await this.#shard.secrets(), this.#shard.persons, request, now);
  }

  answer(person: PersonKey, manager: AccountKey, claimId: string, decision: "allow" | "deny", now: number) {
    return this.ctx.storage.transactionSync(() => answerClaim(this.#shard.persons, { person, manager, claimId, decision }, now));
  }

  /** The account no longer manages or claims the person; the last one's going revokes the credentials and hides the past. */
  release(person: PersonKey, account: AccountKey, now: number): void {
    this.ctx.storage.transactionSync(() => releasePerson(this.#shard, person, account, now));
  }

  /** What an account sees of a person it manages, or has claimed; null where it has done neither, or was denied. */
  async view(person: PersonKey, account: AccountKey): Promise<PersonView | null> {
    return viewFor(await this.#shard.secrets(), this.#shard, person, account);
  }

  /** Appends a declaration, never changed afterwards, and decides the colour; the same sender's id answers with the declaration that it made. */
  declare(person: PersonKey, account: AccountKey, id: string, declaration: Declaration, now: number) {
    return declareFor(this.#shard, { person, account, id, declaration }, now).finally(() => this.#shard.alarm.arm(now));
  }

  /** Takes how somebody is today, and decides the colour; a repeat of the sender's id answers as the first time. */
  checkIn(person: PersonKey, account: AccountKey, checkIn: CheckInRow) {
    return checkInFor(this.#shard, this.#shard.checkIns, person, account, checkIn);
  }

  /** How somebody said that they are, of late. */
  checkIns(person: PersonKey, account: AccountKey, now: number) {
    return checkInsFor(this.#shard, this.#shard.checkIns, person, account, now);
  }

  /** What was decided last of a declared person's colour, as it holds now, and the community of the declared address. */
  colour(person: PersonKey, account: AccountKey, now: number) {
    return colourOf(this.#shard, person, account, now);
  }

  /** A gate asks this person to declare again; answers with the asking that stands. */
  askToDeclare(person: PersonKey, asking: Redeclaration): Redeclaration {
    return this.#shard.history.ask(person, asking);
  }

  /** Takes entries of lists, of declared persons and of those who may declare later: what became of each, in their order. */
  enterFacts(entries: readonly FactEntry[], now: number) {
    return this.#shard.entering.enter(entries, now);
  }

  /** What is known of an entry that officers are to decide about. */
  knownFact(asked: FactAsked) {
    return this.#shard.entering.known(asked);
  }

  /** What the issuer tells its shards: taken at once. Told again it changes nothing. */
  hear(news: News, now: number): Promise<void> {
    return hear(this.#shard, news, now);
  }

  /** What this sender's id declared before: a repeat may come on a day when it would no longer be taken. */
  declared(person: PersonKey, account: AccountKey, id: string) {
    return this.#shard.persons.manages(person, account) ? this.#shard.history.made(person, id) : null;
  }

  /** A page of declarations, newest first, below the number `before`. */
  async declarations(person: PersonKey, account: AccountKey, before: number) {
    return declarationsFor(await this.#shard.secrets(), this.#shard, person, account, before);
  }

  async declaration(person: PersonKey, account: AccountKey, n: number) {
    return declarationFor(await this.#shard.secrets(), this.#shard, person, account, n);
  }

  /** What was appealed against, newest first. */
  appeals(person: PersonKey, account: AccountKey) {
    return this.#shard.appeals.list(person, account);
  }

  appeal(order: AppealOrder, now: number) {
    return this.#shard.appeals.write(order, now);
  }

  answerAppeal(person: PersonKey, id: string, answer: AppealAnswer, now: number) {
    return this.#shard.appeals.answer(person, id, answer, now).finally(() => this.#shard.alarm.arm(now));
  }

  /** Before the bytes of an appeal's file are put where they lie, and after. */
  beginFile(name: Omit<FileName, "id">, account: AccountKey, file: AppealFile, now: number) {
    return this.#shard.appealFiles.begin(name, account, file, now);
  }

  fileArrived(name: FileName): void {
    this.#shard.appealFiles.arrived(name);
  }

  /** What is known of a file, to the person's manager. */
  appealFile(name: FileName, account: AccountKey) {
    return this.#shard.appealFiles.read(name, account);
  }

  /** The same to an officer: the look is written where the person sees it, or nothing is shown. */
  lookAtFile(look: FileLook, now: number) {
    return this.#shard.appealFiles.look(look, now);
  }

  /** Two officers have found something in the review of that id. */
  endReview(person: PersonKey, id: string, found: ReviewGround, now: number) {
    return this.#shard.reviews.end(this.#shard.decisions, person, id, found, now);
  }

  /** Allots handles and status indexes for the credentials of one declared person. */
  draftCredentials(order: CredentialOrder, now: number) {
    return this.#shard.drafts.make(order, now);
  }

  revoke(person: PersonKey, account: AccountKey, now: number) {
    return this.ctx.storage.transactionSync(() => revokeFor(this.#shard, person, account, now));
  }

  /** What a gate may know now of the persons who hold these credentials of this shard, in the order of the question. */
  holders(asked: readonly HolderAsked[], now: number) {
    return holdersOf(this.#shard, asked, now);
  }

  /** The logins that are bound to this person by real name, the first one first. */
  accountsOfHolder(person: PersonKey): readonly AccountKey[] {
    return this.#shard.persons.accountsOfHolder(person);
  }

  /** The masked name where the person bears this name; null where not, or where nobody is known. */
  async maskedNameOf(person: PersonKey, name: PersonName): Promise<string | null> {
    return maskedNameOf(await this.#shard.secrets(), this.#shard.persons, person, name);
  }

  /** Takes passages into the tracks of persons of this shard; what came before changes nothing. */
  record(passes: readonly DeliveredPass[]): void {
    this.ctx.storage.transactionSync(() => this.#shard.tracks.addAll(passes, (over) => this.#shard.alarm.wake(over)));
  }

  /** A person's track, to a division where they live or passed: the look is written where the person sees it, or nothing is shown. */
  track(asked: TrackAsked, now: number) {
    return this.#shard.looks.track(asked, now);
  }

  /** The decisions of a person's colour, to a division where they live; the look is written first here too. */
  decisions(asked: TrackAsked, now: number) {
    return this.#shard.looks.decisions(asked, now);
  }

  ownDecisions(person: PersonKey, account: AccountKey) {
    return this.#shard.looks.ownDecisions(person, account);
  }

  /** Who looked at the person, newest first, below the number `before`. */
  looks(person: PersonKey, account: AccountKey, before: number, limit: number, now: number) {
    return this.#shard.looks.page(person, account, before, limit, now);
  }

  /** What a rule set on trial would make of the colours of the next persons: counts, and nobody is changed. */
  tryRuleSet(asked: TrialAsked, now: number) {
    return this.#shard.trials.piece(asked, now);
  }

  override alarm(): Promise<void> {
    return this.#shard.alarm.ring(Date.now());
  }
}
