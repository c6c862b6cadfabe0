/** The methods of a shard of persons about who manages them: claims, proofs, changes of phone, cases. */
import { DurableObject } from "cloudflare:workers";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { holderOf } from "../../../domain/custody/custody.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { ObjectsEnv } from "../../env.ts";
import { deployedGateway } from "../../sms.ts";
import type { NotManager } from "../person/rpc.ts";
import type { CaseLook } from "./case-rpc.ts";
import type {
  ClaimRequest,
  ClaimResult,
  OwnAccount,
  ProofQuery,
  ProvedBy,
  ProveResult,
  RevokeResult,
  SettleOrder,
} from "./rpc.ts";
import { openShard, type Shard } from "../shard.ts";
import { lookAtManagers, managersOf, settleCase } from "./case.ts";
import { askAbout, claimFor, decidedAgain } from "./claim.ts";
import { announcedAuthority } from "./http-authority.ts";
import type { Outside } from "./open.ts";

export abstract class Custodian extends DurableObject<ObjectsEnv> {
  protected readonly shard: Shard;

  /** @param outside the build for one machine has its own */
  constructor(
    state: DurableObjectState,
    env: ObjectsEnv,
    outside: Outside = { authority: announcedAuthority(env), sms: deployedGateway(env) },
  ) {
    super(state, env);
    this.shard = openShard(state, env, outside);
  }

  async claim(request: ClaimRequest, now: number): Promise<ClaimResult> {
    const claimed = await claimFor(this.ctx.storage, this.shard, request, now).finally(() => this.shard.alarm.arm(now));
    if (claimed.ok) await this.#decideAgain(request.person, now);
    return claimed;
  }

  async prove(person: PersonKey, account: AccountKey, phone: string | null, now: number): Promise<ProveResult> {
    const { custodies, checks, alarm } = this.shard;
    if (!checks.isDue(person, account, now)) return { proof: custodies.proof(person, account, now) };
    const asked = askAbout(this.ctx.storage, this.shard, person, { account, phone }, now);
    const proved = await asked.finally(() => alarm.arm(now));
    await this.#decideAgain(person, now);
    return proved;
  }

  answer(person: PersonKey, manager: AccountKey, claimId: string, decision: "allow" | "deny", now: number) {
    return this.#act(() => this.shard.custodies.answer(person, manager, claimId, decision, now));
  }

  answerManager(person: PersonKey, holder: AccountKey, manager: string, decision: "keep" | "end", now: number) {
    return this.#act(() => this.shard.custodies.answerManager(person, holder, manager, decision, now));
  }

  denyChange(person: PersonKey, account: AccountKey, now: number) {
    return this.#act(() => this.shard.custodies.denyChange(person, account, now));
  }

  release(person: PersonKey, account: AccountKey, now: number): void {
    this.#act(() => this.shard.custodies.leave(person, account, now));
  }

  restWith(person: PersonKey, account: AccountKey, rests: boolean, now: number): void {
    this.#act(() => this.shard.custodies.restWith(person, account, rests, now));
  }

  holderOf(person: PersonKey, now: number): AccountKey | null {
    const custody = this.shard.custodies.of(person, now);
    return (custody && holderOf(custody)?.account) ?? null;
  }

  formerPhones(person: PersonKey, account: AccountKey, now: number): readonly AccountKey[] {
    return this.shard.custodies.formerPhones(person, account, now);
  }

  proofs(queries: readonly ProofQuery[], now: number): readonly Proof[] {
    return queries.map(({ person, account }) => this.shard.custodies.proof(person, account, now));
  }

  #act<T>(act: () => T): T {
    const done = this.ctx.storage.transactionSync(act);
    this.shard.alarm.arm(Date.now());
    return done;
  }

  /** Decides the colour again after a proof. A person who cannot be decided now keeps the last decision. */
  async #decideAgain(person: PersonKey, now: number): Promise<void> {
    await decidedAgain(this.shard, person, now).catch(console.error);
  }

  proveInPerson(person: PersonKey, account: AccountKey, by: ProvedBy, now: number): Result<null, NotManager> {
    const { custodies, checks } = this.shard;
    return this.#act(() => {
      const outcome = custodies.sawDocument(person, account, now);
      if (outcome.ok) checks.noteProof(person, account, by, now);
      return outcome;
    });
  }

  lookAtManagers(look: CaseLook, now: number) {
    return lookAtManagers(this.shard, look, now);
  }

  managersOf(person: PersonKey, named: AccountKey, now: number) {
    return managersOf(this.shard, person, named, now);
  }

  async settleCase(order: SettleOrder, now: number): Promise<readonly AccountKey[]> {
    const losers = await settleCase(this.ctx.storage, this.shard, order, now);
    this.shard.alarm.arm(now);
    await this.#decideAgain(order.person, now);
    return losers;
  }

  ownAccounts(person: PersonKey): readonly OwnAccount[] {
    return this.shard.persons.ownAccounts(person);
  }

  revoke(person: PersonKey, account: AccountKey, now: number) {
    return this.#act<RevokeResult>(() => {
      if (!this.shard.persons.manages(person, account)) return refuse({ code: "not_manager" });
      this.shard.revocations.revokeLive(person, now);
      return accept(null);
    });
  }
}
