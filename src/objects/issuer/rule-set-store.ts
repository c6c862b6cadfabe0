/** Documents of proposed rule sets and which of them are approved: every statement that touches the table. */
import type { RuleSet } from "../../domain/rules/rule-set.ts";

export class RuleSetStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @param proposal its id */
  add(proposal: string, ruleSet: RuleSet): void {
    this.#sql.exec("INSERT INTO rule_sets (proposal, body) VALUES (?, ?)", proposal, JSON.stringify(ruleSet));
  }

  /** In JSON. */
  one(proposal: string): string | null {
    const [row] = this.#sql.exec<{ body: string }>("SELECT body FROM rule_sets WHERE proposal = ?", proposal).toArray();
    return row?.body ?? null;
  }

  isApproved(proposal: string): boolean {
    const found = this.#sql.exec("SELECT 1 FROM rule_sets WHERE proposal = ? AND approved_at IS NOT NULL", proposal);
    return found.toArray().length > 0;
  }

  /** In the order of their approval. */
  approved(): readonly RuleSet[] {
    return this.#sql
      .exec<{ body: string }>("SELECT body FROM rule_sets WHERE approved_at IS NOT NULL ORDER BY approved_at")
      .toArray()
      .map(({ body }) => JSON.parse(body) as RuleSet);
  }

  /** @param at ms; null takes the approval back */
  setApproved(proposal: string, at: number | null): void {
    this.#sql.exec("UPDATE rule_sets SET approved_at = ? WHERE proposal = ?", at, proposal);
  }
}
