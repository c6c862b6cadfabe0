/** Proposals of one issuer's officers. Each act is decided on the current state and saved in one transaction with its row in the chain of acts. */
import type { OfficersSetting } from "../../domain/proposal/officers-setting.ts";
import { type Decision, decideProposal, PROPOSAL_LIFE_MS, type Proposal, type Sight } from "../../domain/proposal/proposal.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import { isSameHand } from "../../domain/officer/officer.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ManualChange } from "../../storage/manual-changes.ts";
import { Chain } from "../chain/chain.ts";
import type { ChainTable } from "../chain/chain-table.ts";
import { ColourTableStore } from "./colour-table-store.ts";
import type { CountOrders } from "./counts.ts";
import { Effects } from "./effects.ts";
import type { Lists } from "./lists.ts";
import type { Notices } from "./notices.ts";
import { ProposalStore } from "./proposal-store.ts";
import type { ListReport } from "./list-rpc.ts";
import type {
  DecideRefusal,
  DecideResult,
  ProposalsView,
  ProposedRuleSet,
  NotProposed,
  ProposeResult,
  ProposeRuleSetResult,
  Reader,
} from "./rpc.ts";
import { RuleSetChanges } from "./rule-set-changes.ts";
import type { IssuerStores } from "./stores.ts";
import type { Topic } from "./topic.ts";

/** The highest number of waiting proposals: officers would not read more. */
const MAX_WAITING = 100;
const SHOWN_DECIDED = 50;
/** The highest number of monthly counts in an answer: enough for some years. */
const MAX_COUNTS = 1000;

export class Proposals {
  readonly #chain: Chain<string>;
  readonly #store: ProposalStore;
  readonly #ruleSets: RuleSetChanges;
  readonly #lists: Lists;
  readonly #notices: Notices;
  readonly #counts: CountOrders;
  readonly #effects: Effects;

  /**
   * @param changed receives the topic of the published value that an act changes, within the transaction of the act
   * @param acted is called after each act that was recorded in the chain
   */
  constructor(
    storage: DurableObjectStorage,
    { counts, ...reach }: IssuerStores,
    issuer: IssuerCode,
    changed: (topic: Topic, now: number) => void,
    acted: () => void,
  ) {
    this.#lists = reach.lists;
    this.#notices = reach.notices;
    this.#counts = counts;
    this.#store = new ProposalStore(storage.sql);
    this.#chain = new Chain(storage, this.#store.acts, acted);
    this.#ruleSets = new RuleSetChanges(storage.sql, reach.news, issuer);
    const tables = new ColourTableStore(storage.sql, issuer);
    this.#effects = new Effects({ ...reach, store: this.#store, ruleSets: this.#ruleSets, tables }, issuer, changed);
  }

  view(now: number): ProposalsView {
    const proposals = [...this.#store.waiting(now - PROPOSAL_LIFE_MS), ...this.#store.decided(SHOWN_DECIDED)];
    return { proposals, answers: this.#notices.answers(proposals), setting: this.#store.setting() };
  }

  /** A turn of the whole region: each code that was issued before it is revoked, and phones fetch new ones. */
  turnAll(now: number): void {
    this.#effects.turnAll(now);
  }

  /** The chain of officers' acts, for its check. */
  get acts(): ChainTable<string> {
    return this.#store.acts;
  }

  /** Records an act of an operator among those of the officers. */
  note(row: string): Promise<unknown> {
    return this.#chain.act<null, never>(() => accept({ rows: [row], save: (append) => (append(), null) }));
  }

  setting(): OfficersSetting {
    return this.#store.setting();
  }

  counts(): readonly ManualChange[] {
    return this.#store.counts(MAX_COUNTS);
  }

  /** Counts an act that no proposal has, within its transaction. @param division of the office, or the source of the entry */
  readonly countAct = (kind: "set_up" | "source_silent", division: string, now: number): void =>
    this.#effects.count(kind, null, [{ name: division, lines: 1 }], now);

  /** The approved rule sets of this issuer, as the JSON that is published. */
  ruleSets(): string {
    return JSON.stringify(this.#ruleSets.approved());
  }

  /** The rule set of the proposal with this id; null if there is no such proposal or it has no rule set. */
  ruleSet(id: string): ProposedRuleSet | null {
    const [proposal, ruleSet] = [this.#store.one(id), this.#ruleSets.text(id)];
    return proposal === null || ruleSet === null ? null : { proposal, ruleSet };
  }

  /** Stores an officer's proposal. */
  propose(proposal: Proposal): Promise<ProposeResult> {
    return this.#propose(proposal, null, () => this.#effects.fault(proposal, null, proposal.at));
  }

  /** Stores the proposal of a rule set, with its document. */
  proposeRuleSet(proposal: Proposal, ruleSet: RuleSet): Promise<ProposeRuleSetResult> {
    return this.#propose(proposal, ruleSet, () => this.#ruleSets.fault(proposal.change, ruleSet, proposal.at));
  }

  #propose<F extends { readonly code: string }>(
    proposal: Proposal,
    ruleSet: RuleSet | null,
    faultNow: () => F | null,
  ): Promise<Result<Proposal, F | NotProposed>> {
    return this.#chain.act<Proposal, F | NotProposed>(() => {
      const before = this.#store.one(proposal.id);
      // The answer to the first request was lost.
      if (before !== null)
        return isSameHand(before.by, proposal.by)
          ? accept({ rows: [], save: () => before })
          : refuse({ code: "proposal_id_used" });
      const fault = faultNow();
      if (fault !== null) return refuse(fault);
      if (this.#store.waiting(proposal.at - PROPOSAL_LIFE_MS).length >= MAX_WAITING)
        return refuse({ code: "too_many_proposals" });
      const body = JSON.stringify(["proposed", proposal, ...(ruleSet === null ? [] : [ruleSet])]);
      const save = (append: () => unknown) => {
        append();
        this.#store.put(proposal);
        if (ruleSet !== null) this.#ruleSets.keep(proposal.id, ruleSet);
        this.#lists.propose(proposal);
        this.#counts.order(proposal);
        return proposal;
      };
      return accept({ rows: [body], save });
    });
  }

  one(id: string): Proposal | null {
    return this.#store.one(id);
  }

  /** Stores the decision about a proposal; an approved change takes effect. @param readers the issuers that decide by this issuer's rule sets */
  decide(id: string, decision: Decision, sight: Sight, readers: readonly Reader[]): Promise<DecideResult> {
    return this.#chain.act<Proposal, DecideRefusal>(() => {
      const proposal = this.#store.one(id);
      if (proposal === null) return refuse({ code: "proposal_not_found" });
      const decided = decideProposal(proposal, decision, sight);
      if (!decided.ok) return decided;
      const isApproved = decision.act === "approved";
      const fault = isApproved ? this.#effects.fault(proposal, this.#ruleSets.document(id), decision.at) : null;
      if (fault !== null) return refuse(fault);
      const save = (append: () => unknown) => {
        append();
        this.#store.put(decided.value);
        this.#lists.decide(proposal, isApproved);
        if (isApproved) this.#effects.take(proposal, readers, decision.at);
        return decided.value;
      };
      return accept({ rows: [JSON.stringify([decision.act, id, decision])], save });
    });
  }

  /** Records the file of a client, which two officers have let in. Repeated reports add nothing. */
  async noteList(report: ListReport, now: number): Promise<void> {
    await this.#chain.act<null, never>(() => {
      const { id, file, isClient, sources, kinds, result } = report;
      const isNew = isClient && !this.#lists.has(id);
      const body = JSON.stringify(["client_file", { id, ...file, sources, kinds, result }]);
      const save = (append: () => unknown) => {
        if (isNew) append();
        if (isNew) this.#effects.count("client_file", null, sources, now);
        this.#lists.note(report, now);
        return null;
      };
      return accept({ rows: isNew ? [body] : [], save });
    });
  }
}
