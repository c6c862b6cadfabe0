/** Formats the figures of the benches as a table for a terminal. */
import { type Figure, reached } from "./rounds.ts";

const HEADINGS = [
  "name",
  "value",
  "unit",
  "reference",
  "ratio",
  "spread",
  "µs CPU",
  "reference",
  "ratio",
  "spread",
  "goal",
  "",
] as const;

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    textOf(figure.value),
    figure.unit,
    figure.reference === null ? "–" : textOf(figure.reference),
    figure.ratio === null ? "–" : figure.ratio.toFixed(3),
    percent(figure.spread),
    ...cpuCells(figure),
    `${figure.better === "higher" ? "≥" : "≤"} ${figure.goal}`,
    reached(figure) ? "reached" : "missed",
  ]);
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cpuCells({ cpu }: Figure): readonly string[] {
  return cpu === undefined
    ? ["–", "–", "–", "–"]
    : [textOf(cpu.value), textOf(cpu.reference), cpu.ratio.toFixed(3), percent(cpu.spread)];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function textOf(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
}
