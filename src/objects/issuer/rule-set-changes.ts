/**
 * Rule sets of proposals: decides whether one may be added or withdrawn now, and stores the documents with their approval. Every statement that touches
 * the table.
 */
import { dayNumberOf, startOfDay } from "../../domain/china-time.ts";
import type { Change } from "../../domain/proposal/proposal.ts";
import type { RuleSet, RuleSetHead } from "../../domain/rules/rule-set.ts";
import { SHIPPED_RULE_SETS } from "../../domain/rules/shipped.ts";
import { beginsSoon, takingFault } from "../../domain/rules/succession.ts";
import { hasRow, readText, readTexts } from "../sql.ts";
import type { Reader, RuleSetChangeRefusal } from "./rpc.ts";
import type { ShardNews } from "./shard-news.ts";

export class RuleSetChanges {
  readonly #store: RuleSetStore;
  readonly #news: ShardNews;
  readonly #issuer: string;

  constructor(sql: SqlStorage, news: ShardNews, issuer: string) {
    this.#store = new RuleSetStore(sql);
    this.#news = news;
    this.#issuer = issuer;
  }

  /** The reason why this change cannot be made now; null if it can. Checked at the proposal and again at the approval. */
  fault(change: Change, document: RuleSet | null, now: number): RuleSetChangeRefusal | null {
    if (change.kind === "rule_set") {
      if (document === null) return { code: "rule_set_not_found" };
      const present = [...SHIPPED_RULE_SETS.map(({ ruleSet }) => ruleSet), ...this.#store.approved()];
      return takingFault(present, document, this.#issuer, now);
    }
    if (change.kind !== "rule_set_withdrawal") return null;
    if (!this.#store.isApproved(change.approved)) return { code: "rule_set_not_found" };
    return beginsSoon(change.ruleSet, now) ? { code: "rule_set_begun" } : null;
  }

  /** Stores the document of a proposal, with the id of the proposal. */
  keep(proposal: string, document: RuleSet): void {
    this.#store.add(proposal, document);
  }

  /** The document of a proposal as JSON text; null if there is none. */
  text(proposal: string): string | null {
    return this.#store.one(proposal);
  }

  document(proposal: string): RuleSet | null {
    const text = this.#store.one(proposal);
    return text === null ? null : (JSON.parse(text) as RuleSet);
  }

  /** Notes the approval. @param readers the issuers that decide by the rule set: their shards receive the time at which it begins */
  take(proposal: string, { validFrom }: RuleSetHead, readers: readonly Reader[], now: number): void {
    this.#store.setApproved(proposal, now);
    const at = startOfDay(dayNumberOf(validFrom));
    for (const reader of readers) this.#news.addFor(reader, { kind: "rules", at }, now);
  }

  takeBack(proposal: string): void {
    this.#store.setApproved(proposal, null);
  }

  /** The approved documents, in the order of their approval. */
  approved(): readonly RuleSet[] {
    return this.#store.approved();
  }
}

export class RuleSetStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(proposal: string, ruleSet: RuleSet): void {
    this.#sql.exec("INSERT INTO rule_sets (proposal, body) VALUES (?, ?)", proposal, JSON.stringify(ruleSet));
  }

  /** The document of a proposal as JSON text; null if there is none. */
  one(proposal: string): string | null {
    return readText(this.#sql, "SELECT body FROM rule_sets WHERE proposal = ?", proposal);
  }

  isApproved(proposal: string): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM rule_sets WHERE proposal = ? AND approved_at IS NOT NULL", proposal);
  }

  /** The approved documents, in the order of their approval. */
  approved(): readonly RuleSet[] {
    return readTexts(this.#sql, "SELECT body FROM rule_sets WHERE approved_at IS NOT NULL ORDER BY approved_at").map(
      (body) => JSON.parse(body) as RuleSet,
    );
  }

  /** @param at the time of the approval, ms; null withdraws the approval */
  setApproved(proposal: string, at: number | null): void {
    this.#sql.exec("UPDATE rule_sets SET approved_at = ? WHERE proposal = ?", at, proposal);
  }
}
