/** One issuer: makes its signing keys by plan, keeps them sealed, publishes their public halves to KV, and what its officers decided. */
import { DurableObject } from "cloudflare:workers";
import type { AreaEntry } from "../../domain/area/area.ts";
import { type KeyPlan, planKeys, signingKeyOf } from "../../domain/issuer/key-plan.ts";
import type { Decision, Proposal } from "../../domain/proposal/proposal.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { publishAreas } from "../../storage/areas.ts";
import { publishSetting } from "../../storage/colour-setting.ts";
import { type JwkSet, publishJwks } from "../../storage/published.ts";
import { publishRuleSets } from "../../storage/rule-sets.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { issuerOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { migrate } from "../migrate.ts";
import { Areas } from "./areas.ts";
import { jwksOf, KeyStore, makeKey } from "./key-store.ts";
import { migrations } from "./migrations.ts";
import { Proposals } from "./proposals.ts";
import type {
  AreaOutcome,
  DecideResult,
  ManualChange,
  ProposalsView,
  ProposedRuleSet,
  ProposeResult,
  SealedSigningKey,
} from "./rpc.ts";
import { type Reader, ShardNews } from "./shard-news.ts";
import { UsedStore } from "./used-store.ts";

const PUBLISH_RETRY_MS = 5000;
/** Between two batches of shards, for whoever waits here. */
const TELL_PAUSE_MS = 50;

export class Issuer extends DurableObject<ObjectsEnv> {
  readonly #keys: KeyStore;
  readonly #used: UsedStore;
  readonly #proposals: Proposals;
  readonly #news: ShardNews;
  readonly #areas: Areas;
  /** Whether KV took what holds, as far as is known here. */
  #isPublished = false;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#keys = new KeyStore(state.storage.sql);
    this.#used = new UsedStore(state.storage.sql);
    this.#news = new ShardNews(state.storage.sql, issuerOf(state.id), {
      tell: (issuer, shard, news, at) => peopleShard(env, issuer, shard).hear(news, at),
      random: Math.random,
    });
    this.#proposals = new Proposals(state.storage, this.#news, issuerOf(state.id));
    this.#areas = new Areas(state.storage, this.#news);
  }

  /** Public keys, those of the near future and of credentials that may still be shown included. */
  async jwks(now: number): Promise<JwkSet> {
    await this.#keepPlan(now);
    return this.#published();
  }

  /** The key that signs now, and until when. */
  async signingKey(now: number): Promise<SealedSigningKey> {
    await this.#keepPlan(now);
    const key = signingKeyOf(this.#keys.all(), now);
    if (key === undefined) throw new Error("the key plan left a gap");
    return { number: key.number, notBefore: key.notBefore, notAfter: key.notAfter, sealedPrivateJwk: key.sealedPrivateJwk };
  }

  /** Whether a request of an operator is used for the first time; from then on it is not. */
  useOnce(id: string, forgetAt: number, now: number): boolean {
    this.#used.forget(now);
    if (this.#used.has(id)) return false;
    this.#used.add(id, forgetAt);
    return true;
  }

  proposals(now: number): ProposalsView {
    return this.#proposals.view(now);
  }

  /** The first pair of eyes: that the officer is one was asked before. */
  propose(proposal: Proposal): Promise<ProposeResult> {
    return this.#proposals.propose(proposal, null);
  }

  /** The same for a rule set, with its document. */
  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeResult> {
    return this.#proposals.propose(proposal, ruleSet);
  }

  /** A proposed rule set by its proposal's id; null where there is none. */
  ruleSet(id: string): ProposedRuleSet | null {
    return this.#proposals.ruleSet(id);
  }

  /** The approved rule sets as they are published. */
  ruleSets(): string {
    return this.#proposals.ruleSets();
  }

  /** The second pair of eyes; what is approved holds, and is told to everybody. @param readers who decide by this issuer's rule sets */
  async decideProposal(id: string, decision: Decision, readers: readonly Reader[]): Promise<DecideResult> {
    const decided = await this.#proposals.decide(id, decision, readers);
    // What was decided stands, whatever KV says: the alarm tells it again.
    if (!decided.ok || decision.act !== "approved") return decided;
    await this.#tellDecided(decision.at).catch(console.error);
    // A fact has its effect at once; what did not arrive is told by the alarm too.
    await this.#news.run(decision.at);
    return decided;
  }

  /** Takes risk levels of counties, in their order; shards of persons hear of them, and everybody reads them. */
  async enterAreas(entries: readonly AreaEntry[], shards: number, now: number): Promise<readonly AreaOutcome[]> {
    const outcomes = this.#areas.enter(entries, shards, now);
    if (outcomes.some(({ state }) => state === "new")) await this.#tellDecided(now).catch(console.error);
    return outcomes;
  }

  /** What holds of them, comes, or ended lately. */
  areas(now: number): readonly AreaEntry[] {
    return this.#areas.published(now);
  }

  manualChanges(): readonly ManualChange[] {
    return this.#proposals.counts();
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    await this.#news.run(now);
    const waiting = this.#news.due();
    if (this.#isPublished && waiting !== null && waiting <= now) return this.#arm(now);
    // KV takes one write a second for a key: what the plan has published is not published again.
    if (!(await this.#keepPlan(now))) await this.#publish(now);
    await this.#publishDecided(now);
  }

  /** Makes every due key whole before any of it is written; concurrent askers wait for the same plan. Answers whether any was due. */
  async #keepPlan(now: number): Promise<boolean> {
    if (isDone(planKeys(this.#keys.all(), now))) return false;
    return this.ctx.blockConcurrencyWhile(async () => {
      const plan = planKeys(this.#keys.all(), now);
      // Who waited finds the plan kept.
      if (isDone(plan)) return true;
      const secrets = await openSecrets(this.env.YIMA_MASTER_KEY, issuerOf(this.ctx.id));
      const made = await Promise.all(plan.make.map((key) => makeKey(secrets, key)));
      this.ctx.storage.transactionSync(() => {
        for (const key of made) this.#keys.add(key);
        for (const number of plan.forget) this.#keys.forget(number);
      });
      await this.#publish(now);
      return true;
    });
  }

  /** The alarm stands before KV is written, so that a failure in between is made good. */
  async #publish(now: number): Promise<void> {
    await this.ctx.storage.setAlarm(now + PUBLISH_RETRY_MS);
    await publishJwks(this.env.PUBLISHED, issuerOf(this.ctx.id), this.#published());
    await this.#arm(now);
  }

  /** The alarm stands before KV is written here too. */
  async #tellDecided(now: number): Promise<void> {
    this.#isPublished = false;
    await this.#keepPlan(now);
    await this.ctx.storage.setAlarm(now + PUBLISH_RETRY_MS);
    await this.#publishDecided(now);
    await this.#arm(now);
  }

  #arm(now: number): Promise<void> {
    const news = this.#news.due();
    const { nextDue } = planKeys(this.#keys.all(), now);
    return this.ctx.storage.setAlarm(news === null ? nextDue : Math.min(nextDue, Math.max(news, now + TELL_PAUSE_MS)));
  }

  /** What holds by all that officers approved or entered. */
  async #publishDecided(now: number): Promise<void> {
    const issuer = issuerOf(this.ctx.id);
    await publishSetting(this.env.PUBLISHED, issuer, this.#proposals.setting());
    await publishRuleSets(this.env.PUBLISHED, issuer, this.#proposals.ruleSets());
    await publishAreas(this.env.PUBLISHED, issuer, this.#areas.published(now));
    this.#isPublished = true;
  }

  #published(): JwkSet {
    return jwksOf(issuerOf(this.ctx.id), this.#keys.all());
  }
}

function isDone({ make, forget }: KeyPlan): boolean {
  return make.length === 0 && forget.length === 0;
}
