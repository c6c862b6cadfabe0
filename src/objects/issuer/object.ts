/** One issuer: makes its signing keys by plan, keeps them sealed, publishes their public halves to KV, and what its officers decided. */
import { DurableObject } from "cloudflare:workers";
import { exportJWK, generateKeyPair } from "jose";
import type { RuleSet } from "../../domain/colour/rule-set.ts";
import { type KeyPlan, type PlannedKey, planKeys, signingKeyOf } from "../../domain/issuer/key-plan.ts";
import type { Decision, Proposal } from "../../domain/proposal/proposal.ts";
import { publishSetting } from "../../storage/colour-setting.ts";
import { type JwkSet, publishJwks } from "../../storage/published.ts";
import { publishRuleSets } from "../../storage/rule-sets.ts";
import { seal } from "../../token/seal.ts";
import { openSecrets } from "../../token/secrets.ts";
import { type ObjectsEnv, issuerOf } from "../env.ts";
import { migrate } from "../migrate.ts";
import { type KeyRow, KeyStore } from "./key-store.ts";
import { migrations } from "./migrations.ts";
import { Proposals } from "./proposals.ts";
import type { DecideResult, ManualChange, ProposalsView, ProposedRuleSet, ProposeResult, SealedSigningKey } from "./rpc.ts";
import { UsedStore } from "./used-store.ts";

const PUBLISH_RETRY_MS = 5000;

export class Issuer extends DurableObject<ObjectsEnv> {
  readonly #keys: KeyStore;
  readonly #used: UsedStore;
  readonly #proposals: Proposals;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#keys = new KeyStore(state.storage.sql);
    this.#used = new UsedStore(state.storage.sql);
    this.#proposals = new Proposals(state.storage, issuerOf(state.id));
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

  /** The second pair of eyes; what is approved holds, and is told to everybody. */
  async decideProposal(id: string, decision: Decision): Promise<DecideResult> {
    const decided = await this.#proposals.decide(id, decision);
    // What was decided stands, whatever KV says: the alarm tells it again.
    if (decided.ok && decision.act === "approved") await this.#tellDecided(decision.at).catch(console.error);
    return decided;
  }

  manualChanges(): readonly ManualChange[] {
    return this.#proposals.counts();
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    // KV takes one write a second for a key: what the plan has published is not published again.
    if (!(await this.#keepPlan(now))) await this.#publish(now);
    await this.#publishDecided();
  }

  /** Makes every due key whole before any of it is written; concurrent askers wait for the same plan. Answers whether any was due. */
  async #keepPlan(now: number): Promise<boolean> {
    if (isDone(planKeys(this.#keys.all(), now))) return false;
    return this.ctx.blockConcurrencyWhile(async () => {
      const plan = planKeys(this.#keys.all(), now);
      // Who waited finds the plan kept.
      if (isDone(plan)) return true;
      const made = await Promise.all(plan.make.map((key) => this.#makeKey(key)));
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
    await this.ctx.storage.setAlarm(planKeys(this.#keys.all(), now).nextDue);
  }

  /** The alarm stands before KV is written here too. */
  async #tellDecided(now: number): Promise<void> {
    await this.#keepPlan(now);
    await this.ctx.storage.setAlarm(now + PUBLISH_RETRY_MS);
    await this.#publishDecided();
    await this.ctx.storage.setAlarm(planKeys(this.#keys.all(), now).nextDue);
  }

  /** What holds by all that officers approved. */
  async #publishDecided(): Promise<void> {
    const issuer = issuerOf(this.ctx.id);
    await publishSetting(this.env.PUBLISHED, issuer, this.#proposals.setting());
    await publishRuleSets(this.env.PUBLISHED, issuer, this.#proposals.ruleSets());
  }

  async #makeKey(planned: PlannedKey): Promise<KeyRow> {
    const issuer = issuerOf(this.ctx.id);
    const pair = await generateKeyPair("ES256", { extractable: true });
    const secrets = await openSecrets(this.env.YIMA_MASTER_KEY, issuer);
    return {
      ...planned,
      publicJwk: await exportJWK(pair.publicKey),
      sealedPrivateJwk: await seal(secrets, `signing-key/${planned.number}`, await exportJWK(pair.privateKey)),
    };
  }

  #published(): JwkSet {
    const issuer = issuerOf(this.ctx.id);
    return {
      keys: this.#keys.all().map((key) => ({
        ...key.publicJwk,
        kid: `${issuer}.${key.number}`,
        alg: "ES256",
        use: "sig",
        nbf: Math.floor(key.notBefore / 1000),
        exp: Math.floor(key.notAfter / 1000),
      })),
    };
  }
}

function isDone({ make, forget }: KeyPlan): boolean {
  return make.length === 0 && forget.length === 0;
}
