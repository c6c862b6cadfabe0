/** One issuer: its signing keys, the proposals of its officers, its rule sets and risk levels, and the publication of all these to KV. */
import { DurableObject } from "cloudflare:workers";
import type { AreaEntry } from "../../domain/area/area.ts";
import { type KeyPlan, planKeys, signingKeyOf } from "../../domain/issuer/key-plan.ts";
import type { Decision, Proposal, Sight } from "../../domain/proposal/proposal.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { publishAreas } from "../../storage/areas.ts";
import { publishSetting } from "../../storage/colour-setting.ts";
import { publishManualChanges } from "../../storage/manual-changes.ts";
import { type JwkSet, publishJwks } from "../../storage/published.ts";
import { publishRuleSets } from "../../storage/rule-sets.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { chainCheckDuty, checkLater } from "../chain/chain-check.ts";
import { Alarm, type Duty } from "../duty/alarm.ts";
import { type ObjectsEnv, peopleShard } from "../env.ts";
import { issuerOf } from "../names.ts";
import { migrate } from "../migrate.ts";
import { Areas } from "./areas.ts";
import { jwksOf, KeyStore, makeKey } from "./key-store.ts";
import { migrations } from "./migrations.ts";
import { Proposals } from "./proposals.ts";
import { publicationDuty, PublicationStore, type Topic } from "./publication.ts";
import type {
  AreaOutcome,
  DecideResult,
  IssuerRpc,
  ProposalsView,
  ProposedRuleSet,
  ProposeResult,
  Reader,
  SealedSigningKey,
} from "./rpc.ts";
import { newsDuty, ShardNews } from "./shard-news.ts";
import { UsedStore } from "./used-store.ts";

/** An act publishes at once. If it is interrupted, the alarm publishes after this time. */
const SAFETY_MS = 5000;

export class Issuer extends DurableObject<ObjectsEnv> implements IssuerRpc {
  readonly #keys: KeyStore;
  readonly #used: UsedStore;
  readonly #proposals: Proposals;
  readonly #areas: Areas;
  readonly #unpublished: PublicationStore;
  readonly #publication: Duty;
  readonly #news: Duty;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    const { storage } = state;
    const [issuer, news] = [issuerOf(state.id), new ShardNews(storage.sql, issuerOf(state.id))];
    const changed = (topic: Topic, now: number) => {
      this.#unpublished.change(topic);
      this.#alarm.wake(now + SAFETY_MS);
    };
    this.#keys = new KeyStore(storage.sql);
    this.#used = new UsedStore(storage.sql);
    this.#proposals = new Proposals(
      storage,
      news,
      issuer,
      changed,
      checkLater((at) => this.#alarm.wake(at)),
    );
    this.#areas = new Areas(storage, news, (now) => changed("areas", now));
    this.#unpublished = new PublicationStore(storage.sql);
    this.#publication = publicationDuty(this.#unpublished, (topic, now) => this.#publish(topic, now));
    this.#news = newsDuty(news, (code, shard, body, at) => peopleShard(env, code, shard).hear(body, at));
    const keyPlan = keyPlanDuty(this.#keys, (now) => this.#makeKeys(now));
    this.#alarm = new Alarm(state, [keyPlan, this.#publication, this.#news, chainCheckDuty(state, this.#proposals.acts)]);
  }

  async jwks(now: number): Promise<JwkSet> {
    await this.#keepPlan(now);
    return this.#published();
  }

  async signingKey(now: number): Promise<SealedSigningKey> {
    await this.#keepPlan(now);
    const key = signingKeyOf(this.#keys.all(), now);
    if (key === undefined) throw new Error("the key plan has no key for the present time");
    return { number: key.number, notBefore: key.notBefore, notAfter: key.notAfter, sealedPrivateJwk: key.sealedPrivateJwk };
  }

  useOnce(id: string, forgetAt: number, now: number): boolean {
    this.#used.forget(now);
    if (this.#used.has(id)) return false;
    this.#used.add(id, forgetAt);
    return true;
  }

  proposals(now: number): ProposalsView {
    return this.#proposals.view(now);
  }

  propose(proposal: Proposal): Promise<ProposeResult> {
    return this.#proposals.propose(proposal, null);
  }

  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeResult> {
    return this.#proposals.propose(proposal, ruleSet);
  }

  ruleSet(id: string): ProposedRuleSet | null {
    return this.#proposals.ruleSet(id);
  }

  ruleSets(): string {
    return this.#proposals.ruleSets();
  }

  async decideProposal(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult> {
    const decided = await this.#proposals.decide(id, decision, sight, readers);
    if (!decided.ok || decision.act !== "approved") return decided;
    // The decision is valid even if KV or a shard fails here: the alarm tries again.
    await this.#publication.run(Date.now());
    await this.#news.run(decision.at);
    this.#alarm.arm(decision.at);
    return decided;
  }

  async enterAreas(entries: readonly AreaEntry[], shards: number, now: number): Promise<readonly AreaOutcome[]> {
    const outcomes = this.#areas.enter(entries, shards, now);
    if (!outcomes.some(({ state }) => state === "new")) return outcomes;
    await this.#publication.run(Date.now());
    this.#alarm.arm(now);
    return outcomes;
  }

  areas(now: number): readonly AreaEntry[] {
    return this.#areas.published(now);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  async #keepPlan(now: number): Promise<void> {
    if (isDone(planKeys(this.#keys.all(), now))) return;
    await this.#makeKeys(now);
    await this.#publication.run(Date.now());
    this.#alarm.arm(now);
  }

  /** Makes all due keys before it writes one of them. Concurrent callers wait for the same plan. */
  #makeKeys(now: number): Promise<void> {
    return this.ctx.blockConcurrencyWhile(async () => {
      const plan = planKeys(this.#keys.all(), now);
      // For a caller that waited, the keys have been made meanwhile.
      if (isDone(plan)) return;
      const secrets = await openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
      const keys = await Promise.all(plan.make.map((key) => makeKey(secrets, key)));
      this.ctx.storage.transactionSync(() => {
        for (const key of keys) this.#keys.add(key);
        for (const number of plan.forget) this.#keys.forget(number);
        this.#unpublished.changeKeys();
      });
      this.#alarm.wake(now + SAFETY_MS);
    });
  }

  #publish(topic: Topic, now: number): Promise<void> {
    const [kv, issuer] = [this.env.PUBLISHED, issuerOf(this.ctx.id)];
    const put: Record<Topic, () => Promise<void>> = {
      jwks: () => publishJwks(kv, issuer, this.#published()),
      setting: () => publishSetting(kv, issuer, this.#proposals.setting()),
      rule_sets: () => publishRuleSets(kv, issuer, this.#proposals.ruleSets()),
      areas: () => publishAreas(kv, issuer, this.#areas.published(now)),
      manual_changes: () => publishManualChanges(kv, issuer, this.#proposals.counts()),
    };
    return put[topic]();
  }

  #published(): JwkSet {
    return jwksOf(issuerOf(this.ctx.id), this.#keys.all());
  }
}

function isDone({ make, forget }: KeyPlan): boolean {
  return make.length === 0 && forget.length === 0;
}

/** The duty that makes the later keys. The first key is made by the first request for a key. */
function keyPlanDuty(keys: KeyStore, makeKeys: (now: number) => Promise<void>): Duty {
  return {
    name: "key plan",
    due: () => (keys.all().length === 0 ? null : planKeys(keys.all(), 0).nextDue),
    run: makeKeys,
  };
}
