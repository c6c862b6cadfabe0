/** Trial runs of one issuer, the latest of each proposed change, and their counts: every statement that touches these tables. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Tried } from "../../domain/proposal/tried.ts";
import type { Move, RowCount, TrialCounts } from "../../domain/rules/trial.ts";
import type { Hand } from "../../domain/officer/officer.ts";
import { columns, query, readFirst, readRows, readText, readTexts } from "../sql.ts";
import type { TrialOrder, TrialResult, TrialRun, TrialState } from "./rpc.ts";

interface RunRow extends Omit<TrialRun, "by"> {
  readonly officer: string;
}

const RUN = columns<RunRow>({
  id: "id",
  run: "run",
  kind: "kind",
  shards: "shards",
  officer: "officer",
  state: "state",
  begunAt: "begun_at",
  finishedAt: "finished_at",
  counted: "counted",
});
const ROW_COUNT = columns<RowCount>({ row: "name", persons: "persons", changed: "changed" });
const MOVE = columns<Move>({ division: "division", from: "from_colour", to: "to_colour", persons: "persons" });
const MOVE_OF_COUNTY = columns<Move>({
  division: "substr(division, 1, 6)",
  from: "from_colour",
  to: "to_colour",
  persons: "SUM(persons)",
});
const MOVE_OF_COLOURS = columns<Omit<Move, "division">>({ from: "from_colour", to: "to_colour", persons: "SUM(persons)" });

export class RunStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Begins a run, which replaces the previous run of the same proposal. */
  begin({ id, run, shards, by, tried }: TrialOrder, now: number): TrialRun {
    this.#forgetCounts(id);
    this.#sql.exec("DELETE FROM openings WHERE run IN (SELECT run FROM runs WHERE id = ?)", id);
    this.#sql.exec(
      `INSERT OR REPLACE INTO runs (id, kind, run, shards, officer, rule_set, state, begun_at) VALUES (?, ?, ?, ?, ?, ?, 'running', ?)`,
      id,
      tried.kind,
      run,
      shards,
      JSON.stringify(by),
      JSON.stringify(tried.kind === "rule_set" ? tried.ruleSet : tried),
      now,
    );
    return { id, run, kind: tried.kind, shards, by, state: "running", begunAt: now, finishedAt: null, counted: 0 };
  }

  /** Notes that an officer has opened the result of this run. */
  noteOpening(run: string, reader: PersonKey): void {
    this.#sql.exec("INSERT OR IGNORE INTO openings (run, person) VALUES (?, ?)", run, reader);
  }

  wasOpened(run: string, reader: PersonKey): boolean {
    return readText(this.#sql, "SELECT person FROM openings WHERE run = ? AND person = ?", run, reader) !== null;
  }

  one(id: string): TrialRun | null {
    return this.#run("WHERE id = ?", id);
  }

  /** The run that is counted next: closures and switches before levels, levels before rule sets, then the earliest. */
  running(): TrialRun | null {
    const urgency = "CASE kind WHEN 'showing' THEN 0 WHEN 'levels' THEN 1 ELSE 2 END";
    return this.#run(`WHERE state = 'running' ORDER BY ${urgency}, begun_at, id LIMIT 1`);
  }

  /** The rule set on trial; null if none is. */
  ruleSetOnTrial(): TrialRun | null {
    return this.#run("WHERE state = 'running' AND kind = 'rule_set'");
  }

  tried({ id, kind }: TrialRun): Tried {
    const stored: unknown = JSON.parse(readText(this.#sql, "SELECT rule_set FROM runs WHERE id = ?", id) ?? "null");
    return (kind === "rule_set" ? { kind, ruleSet: stored } : stored) as Tried;
  }

  /** Adds the counts of some shards, and sets the number of counted shards. */
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
    return readTexts(this.#sql, "SELECT DISTINCT substr(division, 1, 6) FROM moves WHERE id = ? ORDER BY 1", id);
  }

  /** The stored moves of the communities within a division, and of its own code. */
  below(id: string, division: string): readonly Move[] {
    return readRows(
      this.#sql,
      query`SELECT ${MOVE} FROM moves WHERE id = ? AND division BETWEEN ? AND ?`,
      id,
      division,
      `${division}:`,
    );
  }

  /** Replaces the counts of a county by those that may be published. */
  replace(id: string, county: string, moves: readonly Move[]): void {
    this.#sql.exec("DELETE FROM moves WHERE id = ? AND division BETWEEN ? AND ?", id, county, `${county}:`);
    for (const move of moves) this.#addMove(id, move);
  }

  /** The result of a run. @param county gives the moves within this county as stored; null: sums by county */
  result(id: string, county: string | null): TrialResult {
    const byCounty = query`SELECT ${MOVE_OF_COUNTY} FROM moves WHERE id = ? GROUP BY 1, 2, 3`;
    return {
      colours: readRows(this.#sql, query`SELECT ${MOVE_OF_COLOURS} FROM moves WHERE id = ? GROUP BY 1, 2`, id),
      rows: readRows(this.#sql, query`SELECT ${ROW_COUNT} FROM row_counts WHERE id = ?`, id),
      moves: county === null ? readRows(this.#sql, byCounty, id) : this.below(id, county),
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
    const row = readFirst(this.#sql, query`SELECT ${RUN} FROM runs ${where}`, ...bindings);
    if (row === null) return null;
    const { officer, ...run } = row;
    return { ...run, by: JSON.parse(officer) as Hand };
  }
}
