/** What was read in an officer's file, put together from its stores. */
import { type LineCount, type ListOf, namedSources } from "../../domain/list/list-file.ts";
import type { Move } from "../../domain/rules/trial.ts";
import { stateOf } from "./stores.ts";
import type { ListReading } from "./rpc.ts";
import type { ListStores } from "./stores.ts";

/** @param region the code of the issuer's region */
export function readingOf(
  { files, lines, readings }: ListStores,
  list: ListOf,
  file: string,
  region: string,
): ListReading | null {
  const row = files.row();
  if (row === null) return null;
  const [kinds, forecasts, counties, moves] = [
    lines.counts("kind"),
    lines.counts("forecast"),
    lines.counts("county"),
    readings.moves(),
  ];
  return {
    list,
    file,
    name: row.name,
    sender: row.sender.name,
    sentAt: row.begunAt,
    state: stateOf(row),
    attempt: row.attempt,
    senderPerson: row.sender.officer?.person ?? null,
    proposal: row.phase === "ready" || row.list === "" ? null : row.list,
    figures: {
      lines: sumOf(kinds),
      refused: row.refused,
      added: countOf(forecasts, "new"),
      changed: countOf(forecasts, "changed"),
      known: countOf(forecasts, "known"),
      persons: list === "facts" ? sumOf(counties) : 0,
      undeclared: list === "facts" ? countOf(counties, "") : 0,
      kinds: kinds.filter(({ lines: some }) => some > 0),
      sources: namedSources(lines.counts("source"), region).filter(({ lines: some }) => some > 0),
      changes: changesOf(moves),
    },
    counties: counties.filter(({ name }) => name !== ""),
    moves,
    shown: readings.shown(),
    errors: lines.errors(),
  };
}

function countOf(counts: readonly LineCount[], name: string): number {
  return counts.find((count) => count.name === name)?.lines ?? 0;
}

function sumOf(counts: readonly LineCount[]): number {
  return counts.reduce((sum, { lines }) => sum + lines, 0);
}

/** The changes of colour of the whole region. */
function changesOf(moves: readonly Move[]): ListReading["figures"]["changes"] {
  const alike = Map.groupBy(moves, ({ from, to }) => `${from} ${to}`);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const persons = others.reduce((sum, move) => sum + move.persons, first.persons);
    return [{ from: first.from, to: first.to, persons }];
  });
}
