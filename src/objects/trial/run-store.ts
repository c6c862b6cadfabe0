/** Trial runs of one issuer, one a rule set, and what they counted: every statement that touches these tables. */
import type { Colour, RuleSet } from "../../domain/rules/rule-set.ts";
import type { Move, RowCount, TrialCounts } from "../../domain/rules/trial.ts";
import type { Officer } from "../../domain/officer/officer.ts";
import type { TrialOrder, TrialResult, TrialRun, TrialState } from "./rpc.ts";

interface RunRow extends Omit<TrialRun, "by"> {
  readonly officer: string;
}

const COLUMNS = "id, run, shards, officer, state, begun_at AS begunAt, finished_at AS finishedAt, counted";

export class RunStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A new run of a rule set takes the place of the one before. */
  begin({ id, run, shards, by, ruleSet }: TrialOrder, now: number): TrialRun {
    this.#forgetCounts(id);
    this.#sql.exec(
      `INSERT OR REPLACE INTO runs (id, run, shards, officer, rule_set, state, begun_at) VALUES (?, ?, ?, ?, ?, 'running', ?)`,
      id,
      run,
      shards,
      JSON.stringify(by),
      JSON.stringify(ruleSet),
      now,
    );
    return { id, run, shards, by, state: "running", begunAt: now, finishedAt: null, counted: 0 };
  }

  one(id: string): TrialRun | null {
    return this.#run("WHERE id = ?", id);
  }

  running(): TrialRun | null {
    return this.#run("WHERE state = 'running'");
  }

  ruleSet(id: string): RuleSet | null {
    const [row] = this.#sql.exec<{ text: string }>("SELECT rule_set AS text FROM runs WHERE id = ?", id).toArray();
    return row === undefined ? null : (JSON.parse(row.text) as RuleSet);
  }

  /** Takes in what some shards counted, and that they did. */
  add(id: string, counted: number, { moves, rows }: TrialCounts): void {
    for (const move of moves) this.#addMove(id, move);
    for (const { row, persons, changed } of rows)
      this.#sql.exec(
        `INSERT INTO row_counts (id, name, persons, changed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET persons = persons + ?3, changed = changed + ?4`,
        id,
        row,
        persons,
        changed,
      );
    this.#sql.exec("UPDATE runs SET counted = ? WHERE id = ?", counted, id);
  }

  end(id: string, state: Exclude<TrialState, "running">, now: number): void {
    this.#sql.exec("UPDATE runs SET state = ?, finished_at = ? WHERE id = ?", state, now, id);
    if (state === "cancelled") this.#forgetCounts(id);
  }

  counties(id: string): readonly string[] {
    return this.#sql
      .exec<{ county: string }>("SELECT DISTINCT substr(division, 1, 6) AS county FROM moves WHERE id = ? ORDER BY county", id)
      .toArray()
      .map(({ county }) => county);
  }

  /** Everything counted below a division, by its smallest places. */
  below(id: string, division: string): readonly Move[] {
    return this.#moves("SELECT division, from_colour, to_colour, persons FROM moves WHERE id = ? AND division BETWEEN ? AND ?", [
      id,
      division,
      `${division}:`,
    ]);
  }

  /** Puts what may be shown of a county in the place of what was counted there. */
  replace(id: string, county: string, shown: readonly Move[]): void {
    this.#sql.exec("DELETE FROM moves WHERE id = ? AND division BETWEEN ? AND ?", id, county, `${county}:`);
    for (const move of shown) this.#addMove(id, move);
  }

  /** @param county null: by county */
  result(id: string, county: string | null): TrialResult {
    const colours = `SELECT '' AS division, from_colour, to_colour, SUM(persons) AS persons FROM moves WHERE id = ? GROUP BY 2, 3`;
    const byCounty = `SELECT substr(division, 1, 6) AS division, from_colour, to_colour, SUM(persons) AS persons FROM moves
       WHERE id = ? GROUP BY 1, 2, 3`;
    return {
      colours: this.#moves(colours, [id]).map(({ from, to, persons }) => ({ from, to, persons })),
      rows: this.#sql
        .exec<{ row: string; persons: number; changed: number }>(
          "SELECT name AS row, persons, changed FROM row_counts WHERE id = ?",
          id,
        )
        .toArray() satisfies readonly RowCount[],
      moves: county === null ? this.#moves(byCounty, [id]) : this.below(id, county),
    };
  }

  #addMove(id: string, { division, from, to, persons }: Move): void {
    this.#sql.exec(
      `INSERT INTO moves (id, division, from_colour, to_colour, persons) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET persons = persons + ?5`,
      id,
      division,
      from,
      to,
      persons,
    );
  }

  #forgetCounts(id: string): void {
    this.#sql.exec("DELETE FROM moves WHERE id = ?", id);
    this.#sql.exec("DELETE FROM row_counts WHERE id = ?", id);
  }

  #run(where: string, ...bindings: readonly SqlStorageValue[]): TrialRun | null {
    const [row] = this.#sql
      .exec<Record<keyof RunRow, SqlStorageValue>>(`SELECT ${COLUMNS} FROM runs ${where}`, ...bindings)
      .toArray() as unknown as readonly RunRow[];
    if (row === undefined) return null;
    const { officer, ...run } = row;
    return { ...run, by: JSON.parse(officer) as Officer };
  }

  #moves(query: string, bindings: readonly SqlStorageValue[]): readonly Move[] {
    return this.#sql
      .exec<{ division: string; from_colour: string; to_colour: string; persons: number }>(query, ...bindings)
      .toArray()
      .map((row) => ({
        division: row.division,
        from: row.from_colour as Colour,
        to: row.to_colour as Colour,
        persons: row.persons,
      }));
  }
}
