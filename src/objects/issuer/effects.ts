/** The effects of approved changes on the other tables of the issuer, within the transaction of the approval, and the faults by which a change cannot be made now. */
import { dateOf } from "../../domain/china-time.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { LineCount } from "../../domain/list/list-file.ts";
import { settingAfter, turnedEverywhere } from "../../domain/proposal/officers-setting.ts";
import { type Change, type CountedAct, type FactChange, type Proposal } from "../../domain/proposal/proposal.ts";
import { sourcesOf } from "../../domain/proposal/sources.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { ManualFact } from "../people/news.ts";
import type { ColourTableStore } from "./colour-table-store.ts";
import type { ProposalStore } from "./proposal-store.ts";
import type { IssuerStores } from "./stores.ts";
import type { Topic } from "./topic.ts";
import type { ChangeFault, Reader } from "./rpc.ts";
import type { RuleSetChanges } from "./rule-set-changes.ts";

/** The parts of the issuer that an approved change reaches. */
interface Reach extends Omit<IssuerStores, "counts"> {
  readonly store: ProposalStore;
  readonly ruleSets: RuleSetChanges;
  readonly tables: ColourTableStore;
}

export class Effects {
  readonly #reach: Reach;
  readonly #issuer: IssuerCode;
  readonly #changed: (topic: Topic, now: number) => void;

  /** @param changed receives the topic of each published value that changes */
  constructor(reach: Reach, issuer: IssuerCode, changed: (topic: Topic, now: number) => void) {
    this.#reach = reach;
    this.#issuer = issuer;
    this.#changed = changed;
  }

  /** The reason why the change cannot be made now; null if it can. Checked at the proposal and again at the approval. */
  fault({ id, change }: Proposal, ruleSet: RuleSet | null, now: number): ChangeFault | null {
    const { ruleSets, lists, areas, notices, store, tables } = this.#reach;
    const listFault = (): ChangeFault | null => lists.fault(id, change, (other) => store.one(other), now);
    const fault = ruleSets.fault(change, ruleSet, now) ?? listFault() ?? notices.fault(change) ?? tables.fault(change);
    if (fault !== null || change.kind !== "area_entry") return fault;
    const [forecast] = areas.foresee([change.entry]);
    return forecast === "area_overlap" || forecast === "too_many_areas" ? { code: forecast } : null;
  }

  take({ id, change, reason }: Proposal, readers: readonly Reader[], now: number): void {
    const { store, ruleSets, areas, notices, peers, tables } = this.#reach;
    if ("about" in change) this.#tellFact(change, now);
    else if ("sealed" in change || "visitors" in change) notices.add(change, id, reason, this.#issuer);
    else if ("peer" in change) peers.order(id, change);
    else if (change.kind === "rule_set") ruleSets.take(id, change.ruleSet, readers, now);
    else if (change.kind === "rule_set_withdrawal") ruleSets.takeBack(change.approved);
    else if (change.kind === "colour_table") tables.set(change.table);
    else if (change.kind === "area_entry") areas.enter([change.entry], change.shards, now, null);
    else if (change.kind === "closed_management" || change.kind === "colours_switch")
      store.set(settingAfter(store.setting(), change, now));
    const topic = topicOf(change);
    if (topic !== null) this.#changed(topic, now);
    this.count(change.kind, reason, sourcesOf(change, this.#issuer), now);
  }

  /** A turn of the whole region at once. */
  turnAll(now: number): void {
    const { store } = this.#reach;
    store.set(turnedEverywhere(store.setting(), now));
    this.#changed("setting", now);
  }

  /** Counts an act for the public month, once for each of its sources. */
  count(kind: CountedAct, reason: HealthReason | null, sources: readonly LineCount[], now: number): void {
    this.#reach.store.count(dateOf(now).slice(0, 7), kind, reason, sources);
    this.#changed("manual_changes", now);
  }

  #tellFact({ kind, about: { person, shard }, fact }: FactChange, now: number): void {
    const order: ManualFact = kind === "fact_entry" ? { act: "enter", person, fact } : { act: "withdraw", person, fact };
    this.#reach.news.addOne(shard, `person/${person}`, { kind: "manual_fact", ...order }, now);
  }
}

/** The topic of the published value that an approved change affects; null for facts and lists, and for levels, which publish themselves. */
function topicOf({ kind }: Change): Topic | null {
  if (kind === "closed_management" || kind === "colours_switch") return "setting";
  return kind === "rule_set" || kind === "rule_set_withdrawal" ? "rule_sets" : null;
}
