/** One issuer: its signing keys, the proposals of its officers, its rule sets and risk levels, and the publication of all these to KV. */
import { DurableObject } from "cloudflare:workers";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { AppealNews } from "../../domain/appeal/sent-appeal.ts";
import type { AreaEntry } from "../../domain/area/area.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { County } from "../../domain/federation/area-item.ts";
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { Decision, Proposal, Sight } from "../../domain/proposal/proposal.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { JwkSet } from "../../storage/published.ts";
import { checkLater } from "../chain/chain-check.ts";
import { Alarm } from "../duty/alarm.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { AppealNewsDesk } from "./appeal-news.ts";
import { IssuerKeys } from "./issuer-keys.ts";
import { type IssuerDuties, issuerDuties, SAFETY_MS } from "./duties.ts";
import { migrations } from "./migrations.ts";
import { type AppointmentBy, FirstAppointments, type OperatorAppointment } from "./first-appointments.ts";
import { Proposals } from "./proposals.ts";
import { PublicationStore } from "../duty/publication.ts";
import type { ListReport } from "./list-rpc.ts";
import type { ApplicationFacts, AreaOutcome, DecideResult, IssuerRpc, Reader } from "./rpc.ts";
import { sightOf } from "./sight.ts";
import { type IssuerStores, openStores } from "./stores.ts";
import type { Topic } from "./topic.ts";

export class Issuer extends DurableObject<ObjectsEnv> implements IssuerRpc {
  readonly #keys: IssuerKeys;
  readonly #proposals: Proposals;
  readonly #stores: IssuerStores;
  readonly #firstAppointments: FirstAppointments;
  readonly #appealNews: AppealNewsDesk;
  readonly #unpublished: PublicationStore<Topic>;
  readonly #duties: IssuerDuties;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const [issuer, { storage }] = [issuerOf(state.id), state];
    const changed = (topic: Topic, now: number) => {
      this.#unpublished.change(topic);
      this.#alarm.wake(now + SAFETY_MS);
    };
    this.#unpublished = new PublicationStore(storage.sql);
    this.#stores = openStores(storage, issuer, (now) => changed("areas", now));
    const acted = checkLater((at) => this.#alarm.wake(at));
    this.#proposals = new Proposals(storage, this.#stores, issuer, changed, acted);
    const { acts, countAct: count } = this.#proposals;
    this.#firstAppointments = new FirstAppointments(storage, acts, acted, issuer, count);
    this.#appealNews = new AppealNewsDesk({ ...this.#stores, count });
    this.#keys = new IssuerKeys(state, env, this.#unpublished, (now) => this.#alarm.wake(now + SAFETY_MS));
    const publishing = { unpublished: this.#unpublished, keys: this.#keys, proposals: this.#proposals };
    this.#duties = issuerDuties(state, env, { ...publishing, ...this.#stores });
    this.#alarm = new Alarm(state, [...this.#keys.plans, ...Object.values(this.#duties)]);
  }

  async jwks(now: number): Promise<JwkSet> {
    if (await this.#keys.keep(now)) await this.#publish(now);
    return this.#keys.published();
  }

  pastKeys(now: number): JwkSet {
    return this.#keys.past(now);
  }

  async application(facts: ApplicationFacts, renewed: boolean, now: number): Promise<string> {
    if (await this.#keys.keep(now)) await this.#publish(now);
    return this.#keys.application(facts, renewed, now);
  }

  async identityListed(key: Pick<FileKey, "x" | "y">, now: number): Promise<void> {
    await this.#keys.identityListed(key, now);
    await this.#publish(now);
  }

  async signingKey(now: number, kind?: Parameters<IssuerRpc["signingKey"]>[1]) {
    if (await this.#keys.keep(now)) await this.#publish(now);
    return this.#keys.signing(now, kind);
  }

  sealKey(): string | null {
    return this.#keys.sealKey();
  }

  async replaceKeys(operator: string, now: number): Promise<number> {
    await this.#proposals.note(JSON.stringify(["keys_replaced", { at: now, operator }]));
    await this.#keys.replace(() => this.#proposals.turnAll(now), now);
    await this.#publish(now);
    return this.#keys.signing(now).number;
  }

  useOnce(id: string, forgetAt: number, now: number): boolean {
    return this.#stores.used.take(id, forgetAt, now);
  }

  async noteAppeal(news: AppealNews, now: number): Promise<void> {
    if (this.#appealNews.note(news, now)) await this.#publish(now);
  }

  async noteAppointment(appointment: OperatorAppointment, now: number): Promise<AppointmentBy> {
    return this.#publish(now, await this.#firstAppointments.note(appointment, now));
  }

  notePeer(peer: IssuerCode): void {
    this.#stores.peers.note(peer);
  }

  peers(): readonly IssuerCode[] {
    return this.#stores.peers.codes();
  }

  proposals(now: number) {
    return this.#proposals.view(now);
  }

  async propose(proposal: Proposal) {
    const proposed = await this.#proposals.propose(proposal);
    await this.#duties.orders.run(Date.now());
    await this.#duties.counts.run(Date.now());
    this.#alarm.arm(Date.now());
    return proposed;
  }

  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet) {
    return this.#proposals.proposeRuleSet(proposal, ruleSet);
  }

  ruleSet(id: string) {
    return this.#proposals.ruleSet(id);
  }

  ruleSets(): string {
    return this.#proposals.ruleSets();
  }

  async decideProposal(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult> {
    const seen = await sightOf(this.env, issuerOf(this.ctx.id), this.#stores.lists, this.#proposals.one(id), decision, sight);
    const decided = await this.#proposals.decide(id, decision, seen, readers);
    if (!decided.ok) return decided;
    // The decision is valid even if KV, a shard or a file fails here: the alarm tries again.
    await this.#duties.publication.run(Date.now());
    await this.#duties.news.run(decision.at);
    await this.#duties.orders.run(Date.now());
    this.#alarm.arm(decision.at);
    return decided;
  }

  async enterAreas(entries: readonly AreaEntry[], shards: number, now: number, list = ""): Promise<readonly AreaOutcome[]> {
    const outcomes = this.#stores.areas.enter(entries, shards, now, list === "" ? null : list);
    if (outcomes.some(({ state }) => state === "new")) await this.#publish(now);
    return outcomes;
  }

  async takeAreas(counties: readonly County[], teller: IssuerCode, shards: number, now: number) {
    return this.#publish(now, this.#stores.areas.take(counties, teller, shards, now));
  }

  areas(now: number): readonly AreaEntry[] {
    return this.#stores.areas.published(now);
  }

  foreseeAreas(entries: readonly AreaEntry[]) {
    return this.#stores.areas.foresee(entries);
  }

  async takeBackAreas(list: string, shards: number, now: number): Promise<{ readonly entries: number; readonly after: null }> {
    return this.#publish(now, { entries: this.#stores.areas.takeBack(list, shards, now), after: null });
  }

  noteList(report: ListReport, now: number): Promise<void> {
    return this.#proposals.noteList(report, now);
  }

  lists(before: string | null, limit: number) {
    return this.#stores.lists.page(before, limit, (proposal) => this.#proposals.one(proposal));
  }

  list(id: string) {
    return this.#stores.lists.view(id, (proposal) => this.#proposals.one(proposal));
  }

  noteOpened(proposal: string, person: PersonKey, now: number): void {
    this.#stores.lists.open(proposal, person, now);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  /** Publishes what KV must have anew, and answers the outcome of the act; the alarm publishes if this fails. */
  async #publish<T>(now: number, outcome?: T): Promise<T> {
    await this.#duties.publication.run(Date.now());
    this.#alarm.arm(now);
    return outcome as T;
  }
}
