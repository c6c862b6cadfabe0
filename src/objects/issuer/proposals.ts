/** Proposals of one issuer's officers. Each act is decided on the current state and saved in one transaction with its row in the chain of acts. */
import {
  type Change,
  type Decision,
  decideProposal,
  type FactChange,
  type OfficersSetting,
  PROPOSAL_LIFE_MS,
  type Proposal,
  settingAfter,
  type Sight,
} from "../../domain/proposal/proposal.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isSameHand } from "../../domain/officer/officer.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { ManualChange } from "../../storage/manual-changes.ts";
import { Chain } from "../chain/chain.ts";
import type { ChainTable } from "../chain/chain-table.ts";
import type { ManualFact } from "../people/news.ts";
import { ProposalStore } from "./proposal-store.ts";
import type {
  DecideRefusal,
  DecideResult,
  ProposalsView,
  ProposedRuleSet,
  ProposeRefusal,
  ProposeResult,
  Reader,
} from "./rpc.ts";
import { RuleSetChanges } from "./rule-set-changes.ts";
import type { Topic } from "./publication.ts";
import type { ShardNews } from "./shard-news.ts";

/** The highest number of waiting proposals: officers would not read more. */
const MAX_WAITING = 100;
const SHOWN_DECIDED = 50;
/** The highest number of monthly counts in an answer: enough for some years. */
const MAX_COUNTS = 1000;

export class Proposals {
  readonly #chain: Chain<string>;
  readonly #store: ProposalStore;
  readonly #ruleSets: RuleSetChanges;
  readonly #news: ShardNews;
  readonly #changed: (topic: Topic, now: number) => void;

  /**
   * @param changed receives the topic of the published value that an act changes, within the transaction of the act
   * @param acted is called after each act that was recorded in the chain
   */
  constructor(
    storage: DurableObjectStorage,
    news: ShardNews,
    issuer: string,
    changed: (topic: Topic, now: number) => void,
    acted: () => void,
  ) {
    this.#news = news;
    this.#changed = changed;
    this.#store = new ProposalStore(storage.sql);
    this.#chain = new Chain(storage, this.#store.acts, acted);
    this.#ruleSets = new RuleSetChanges(storage.sql, news, issuer);
  }

  view(now: number): ProposalsView {
    const waiting = this.#store.waiting(now - PROPOSAL_LIFE_MS);
    return { proposals: [...waiting, ...this.#store.decided(SHOWN_DECIDED)], setting: this.#store.setting() };
  }

  /** The chain of officers' acts, for its check. */
  get acts(): ChainTable<string> {
    return this.#store.acts;
  }

  setting(): OfficersSetting {
    return this.#store.setting();
  }

  counts(): readonly ManualChange[] {
    return this.#store.counts(MAX_COUNTS);
  }

  /** The approved rule sets of this issuer, as the JSON that is published. */
  ruleSets(): string {
    return JSON.stringify(this.#ruleSets.approved());
  }

  /** The rule set of the proposal with this id; null if there is no such proposal or it has no rule set. */
  ruleSet(id: string): ProposedRuleSet | null {
    const [proposal, ruleSet] = [this.#store.one(id), this.#ruleSets.text(id)];
    return proposal === null || ruleSet === null ? null : { proposal, ruleSet };
  }

  /** Stores an officer's proposal. @param ruleSet the document, for a proposal of a rule set; null for other proposals */
  propose(proposal: Proposal, ruleSet: RuleSet | null): Promise<ProposeResult> {
    return this.#chain.act<Proposal, ProposeRefusal>(() => {
      const before = this.#store.one(proposal.id);
      // The answer to the first request was lost.
      if (before !== null)
        return isSameHand(before.by, proposal.by)
          ? accept({ rows: [], save: () => before })
          : refuse({ code: "proposal_id_used" });
      const fault = this.#ruleSets.fault(proposal.change, ruleSet, proposal.at);
      if (fault !== null) return refuse(fault);
      if (this.#store.waiting(proposal.at - PROPOSAL_LIFE_MS).length >= MAX_WAITING)
        return refuse({ code: "too_many_proposals" });
      const body = JSON.stringify(["proposed", proposal, ...(ruleSet === null ? [] : [ruleSet])]);
      const save = (append: () => unknown) => {
        append();
        this.#store.put(proposal);
        if (ruleSet !== null) this.#ruleSets.keep(proposal.id, ruleSet);
        return proposal;
      };
      return accept({ rows: [body], save });
    });
  }

  /** Stores the decision about a proposal; an approved change takes effect. @param readers the issuers that decide by this issuer's rule sets */
  decide(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult> {
    return this.#chain.act<Proposal, DecideRefusal>(() => {
      const proposal = this.#store.one(id);
      if (proposal === null) return refuse({ code: "proposal_not_found" });
      const decided = decideProposal(proposal, decision, sight);
      if (!decided.ok) return decided;
      const isApproved = decision.act === "approved";
      const fault = isApproved ? this.#ruleSets.fault(proposal.change, this.#ruleSets.document(id), decision.at) : null;
      if (fault !== null) return refuse(fault);
      const save = (append: () => unknown) => {
        append();
        this.#store.put(decided.value);
        if (isApproved) this.#takeEffect(proposal, readers, decision.at);
        return decided.value;
      };
      return accept({ rows: [JSON.stringify([decision.act, id, decision])], save });
    });
  }

  #takeEffect({ id, change, reason }: Proposal, readers: readonly Reader[], now: number): void {
    if ("about" in change) this.#tellFact(change, now);
    else if (change.kind === "rule_set") this.#ruleSets.take(id, change.ruleSet, readers, now);
    else if (change.kind === "rule_set_withdrawal") this.#ruleSets.takeBack(change.approved);
    else this.#store.set(settingAfter(this.#store.setting(), change, now));
    const topic = topicOf(change);
    if (topic !== null) this.#changed(topic, now);
    this.#store.count(dateOf(now).slice(0, 7), change.kind, reason);
    this.#changed("manual_changes", now);
  }

  #tellFact({ kind, about: { person, shard }, fact }: FactChange, now: number): void {
    const order: ManualFact = kind === "fact_entry" ? { act: "enter", person, fact } : { act: "withdraw", person, fact };
    this.#news.addOne(shard, `person/${person}`, { kind: "manual_fact", ...order }, now);
  }
}

/** The topic of the published value that an approved change affects; null for facts of one person, which are not published. */
function topicOf(change: Change): Topic | null {
  if ("about" in change) return null;
  return change.kind === "rule_set" || change.kind === "rule_set_withdrawal" ? "rule_sets" : "setting";
}
