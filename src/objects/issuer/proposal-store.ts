/** Proposals, the chain of officers' acts, the current colour setting and the monthly counts of manual changes: every statement that touches the tables, except those of chain-table.ts on the chain. */
import type { LineCount } from "../../domain/list/list-file.ts";
import { NOTHING_SET, type OfficersSetting } from "../../domain/proposal/officers-setting.ts";
import type { CountedAct, Proposal } from "../../domain/proposal/proposal.ts";
import type { HealthReason } from "../../domain/proposal/reason.ts";
import type { ManualChange } from "../../storage/manual-changes.ts";
import { chainHash } from "../chain/chain-hash.ts";
import { type ChainKind, ChainTable } from "../chain/chain-table.ts";
import { columns, query, readRows, readText, readTexts } from "../sql.ts";

/** Acts of officers. A row is the JSON text of one act. */
const OFFICER_ACTS: ChainKind<string> = {
  table: "officer_acts",
  columns: ["body"],
  values: (body) => [body],
  hash: (before, [body]) => chainHash(before, String(body)),
};

const MANUAL_CHANGE = columns<ManualChange>({
  month: "month",
  kind: "kind",
  reason: "nullif(reason, '')",
  source: "source",
  changes: "changes",
  entries: "entries",
});

export class ProposalStore {
  readonly #sql: SqlStorage;
  readonly acts: ChainTable<string>;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.acts = new ChainTable(sql, OFFICER_ACTS);
  }

  one(id: string): Proposal | null {
    const body = readText(this.#sql, "SELECT body FROM proposals WHERE id = ?", id);
    return body === null ? null : (JSON.parse(body) as Proposal);
  }

  /** Undecided proposals that were made after `from` (ms), the newest first. */
  waiting(from: number): readonly Proposal[] {
    return this.#page("WHERE decided = 0 AND at > ? ORDER BY at DESC", from);
  }

  /** The newest `limit` decided proposals, newest first. */
  decided(limit: number): readonly Proposal[] {
    return this.#page("WHERE decided = 1 ORDER BY at DESC LIMIT ?", limit);
  }

  put(proposal: Proposal): void {
    const decided = proposal.decision === null ? 0 : 1;
    this.#sql.exec(
      `INSERT INTO proposals (id, at, decided, body) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (id) DO UPDATE SET decided = ?3, body = ?4`,
      proposal.id,
      proposal.at,
      decided,
      JSON.stringify(proposal),
    );
  }

  setting(): OfficersSetting {
    const body = readText(this.#sql, "SELECT body FROM colour_setting");
    // A setting that was stored before `turns` existed has none.
    return body === null ? NOTHING_SET : { ...NOTHING_SET, ...(JSON.parse(body) as Partial<OfficersSetting>) };
  }

  set(setting: OfficersSetting): void {
    this.#sql.exec("INSERT OR REPLACE INTO colour_setting (one, body) VALUES (1, ?)", JSON.stringify(setting));
  }

  /** Counts one act, once for each of its sources. @param month `YYYY-MM` in China */
  count(month: string, kind: CountedAct, reason: HealthReason | null, sources: readonly LineCount[]): void {
    for (const { name, lines } of sources)
      this.#sql.exec(
        `INSERT INTO act_counts (month, kind, reason, source, changes, entries) VALUES (?1, ?2, ?3, ?4, 1, ?5)
         ON CONFLICT DO UPDATE SET changes = changes + 1, entries = entries + ?5`,
        month,
        kind,
        reason ?? "",
        name,
        lines,
      );
  }

  /** At most `limit` numbers of acts per month, kind, reason and source; the newest month first. */
  counts(limit: number): readonly ManualChange[] {
    return readRows(
      this.#sql,
      query`SELECT ${MANUAL_CHANGE} FROM act_counts ORDER BY month DESC, kind DESC, reason DESC, source DESC LIMIT ?`,
      limit,
    );
  }

  #page(where: string, binding: number): readonly Proposal[] {
    return readTexts(this.#sql, `SELECT body FROM proposals ${where}`, binding).map((body) => JSON.parse(body) as Proposal);
  }
}
