/** One step of choosing a division: the current place, a row per choice, and the way back. Display only, without requests. */
import type { JSX } from "preact";
import type { Problem } from "../../contract/problem.ts";
import { ancestors } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { choicesBelow, type DivisionRow, type DivisionTable, isPlaceholder } from "../../domain/division/table.ts";
import { say, saySentence } from "../app/say.ts";

interface CrumbsProps {
  readonly table: DivisionTable;
  readonly region: string;
  readonly at: string;
  readonly onStep: (code: string) => void;
}

/** The steps from the region down to the current place, as buttons. A press on a step goes back to its place. */
export function Crumbs({ table, region, at, onStep }: CrumbsProps): JSX.Element {
  const above = at === "" ? [] : [...ancestors(at), at];
  const steps = above
    .filter((code) => code.length > region.length)
    .map((code) => table.row(code))
    .filter((row) => row !== undefined)
    .filter((row) => !isPlaceholder(row));
  return (
    <nav class="picker-crumbs" aria-label={say("已选", "Chosen so far")}>
      <button type="button" class="picker-crumb" aria-current={at === region ? "step" : undefined} onClick={() => onStep(region)}>
        {region === "" ? say("全国", "Country") : say("全部", "All")}
      </button>
      {steps.map((row) => (
        <button
          key={row.code}
          type="button"
          class="picker-crumb"
          aria-current={row.code === at ? "step" : undefined}
          onClick={() => onStep(row.code)}
        >
          {displayName(row.name)}
        </button>
      ))}
    </nav>
  );
}

interface RowsProps {
  readonly table: DivisionTable;
  readonly at: string;
  readonly on: string;
  readonly value: string | null;
  /** Whether the current place itself may be chosen, not only one below it. */
  readonly mayStop: boolean;
  /** The number of digits of the lowest level: a press on such a row is the choice. */
  readonly lowest: number;
  readonly onStep: (row: DivisionRow) => void;
  readonly onStop: (row: DivisionRow) => void;
}

/** A row per division below the current place, and one for the place itself if `mayStop`. */
export function Rows({ table, at, on, value, mayStop, lowest, onStep, onStop }: RowsProps): JSX.Element {
  const rows = choicesBelow(table, at, on);
  const here = table.row(at);
  return (
    <ul class="picker-rows">
      {mayStop && here !== undefined && (
        <li>
          <button type="button" class="picker-row picker-stop" aria-pressed={value === at} onClick={() => onStop(here)}>
            <span>{say(`只选到${displayName(here.name)}`, `Choose only ${displayName(here.name)}`)}</span>
          </button>
        </li>
      )}
      {rows.map((row) => (
        <li key={row.code}>
          <button
            type="button"
            class="picker-row"
            aria-pressed={value !== null && value.startsWith(row.code)}
            onClick={() => onStep(row)}
          >
            <span>{displayName(row.name)}</span>
            {row.code.length < lowest && <span class="picker-more" aria-hidden="true" />}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Loading(): JSX.Element {
  return (
    <p class="picker-state" role="status">
      {say("正在载入…", "Loading…")}
    </p>
  );
}

export function Failed({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }): JSX.Element {
  return (
    <div class="picker-state" role="alert">
      <p>{saySentence(problem.sentence)}</p>
      <button type="button" class="picker-retry" onClick={onRetry}>
        {say("再试一次", "Try again")}
      </button>
    </div>
  );
}

export function NoMatch({ typed }: { readonly typed: string }): JSX.Element {
  return (
    <p class="picker-state" role="status">
      {say(
        `没有找到“${typed}”，请换一种写法，或按步骤选择。`,
        `No place is called “${typed}”. Write the name in another way, or choose step by step.`,
      )}
    </p>
  );
}
