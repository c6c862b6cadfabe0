/** The duty that counts the persons of an officer's file, shard by shard: how their colours would change. After an interruption it repeats a part of a shard. Decision 56. */
import { countyOf } from "../../domain/rules/trial.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ForeseeFacts, ForeseenFacts } from "../people/colour/rpc.ts";
import type { EntryForecast } from "../people/news.ts";
import type { ImportRow } from "./import-store.ts";
import { isStill, type Sealing, type StagedFact } from "./reading-duty.ts";
import type { ListStores } from "./stores.ts";

/** The persons per call to a shard, and the calls per alarm: the platform limits the calls of an alarm. */
const PART_PERSONS = 200;
const MAX_CALLS = 100;

export function countingDuty(
  stores: ListStores,
  { open }: Sealing,
  ask: (shard: number, query: ForeseeFacts, now: number) => Promise<ForeseenFacts>,
): Duty {
  const { storage, files, lines, readings } = stores;

  function noteCounts({ counts, undeclared, named }: ForeseenFacts): void {
    for (const { person, ...known } of named) readings.name(person, known);
    const moves = counts.moves.map((move) => ({ ...move, division: countyOf(move.division) }));
    for (const move of moves) readings.addMove(move);
    for (const { division, persons } of moves) lines.add("county", division, persons);
    if (undeclared > 0) lines.add("county", "", undeclared);
  }

  function noteForecasts(facts: readonly StagedFact[], forecasts: readonly (EntryForecast | "too_many_facts")[]): void {
    for (const [at, { line, fact }] of facts.entries()) {
      const forecast = forecasts[at] ?? "known";
      if (forecast === "too_many_facts") refuse(line, fact, forecast);
      else lines.count("forecast", [forecast]);
    }
  }

  /** A line that could be read, and cannot be entered. */
  function refuse(line: number, { kind, source }: StagedFact["fact"], code: "too_many_facts"): void {
    files.refuse();
    lines.addErrors([{ line, code, field: null }]);
    lines.add("kind", kind, -1);
    lines.add("source", source, -1);
  }

  return {
    name: "counting",
    due() {
      const row = files.row();
      return row?.phase === "count" ? row.phaseAt : null;
    },
    async run(now) {
      for (let calls = 0; calls < MAX_CALLS;) {
        const row = files.row();
        if (row?.phase !== "count") return;
        const shard = readings.nextShard(row.cursor);
        if (shard === null) return files.setPhase("ready", now);
        const facts = (await Promise.all(readings.staged(shard).map((sealed) => open<readonly StagedFact[]>(sealed)))).flat();
        const persons = [...Map.groupBy(facts, ({ person }) => person)];
        let place: Pick<ImportRow, "cursor" | "part"> = row;
        for (let from = Number(row.part); from < persons.length && calls < MAX_CALLS; from += PART_PERSONS, calls += 1) {
          const some = persons.slice(from, from + PART_PERSONS);
          const asked = some.map(([person, own]) => ({ person, facts: own.map(({ fact }) => fact) }));
          const answer = await ask(shard, { persons: asked, named: readings.shownAmong(some.map(([person]) => person)) }, now);
          const isLast = from + PART_PERSONS >= persons.length;
          const next = isLast ? { cursor: shard + 1, part: "" } : { cursor: shard, part: String(from + PART_PERSONS) };
          const isNoted = storage.transactionSync(() => {
            if (!isStill(files, row, place)) return false;
            for (const [index, [, own]] of some.entries()) noteForecasts(own, answer.forecasts[index] ?? []);
            noteCounts(answer);
            files.setCursor(next.cursor, next.part);
            return true;
          });
          if (!isNoted) return;
          place = next;
        }
      }
    },
  };
}
