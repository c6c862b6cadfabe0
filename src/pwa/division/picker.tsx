/** Choosing a division by steps or by its name, with the states loading, no match and failure. Independent of any form. */
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { dateOf } from "../../domain/china-time.ts";
import { type DivisionCode, type DivisionLevel, parentOf } from "../../domain/division/division.ts";
import type { Match } from "../../domain/division/match.ts";
import { choicesBelow, type DivisionTable, pathOf } from "../../domain/division/table.ts";
import { correctedNow } from "../app/clock.ts";
import { say } from "../app/say.ts";
import { tableFor, whyMissing } from "./packs.ts";
import { Search } from "./search-field.tsx";
import { Crumbs, Failed, Loading, Rows } from "./steps.tsx";
import "./picker.css";

export interface DivisionPickerProps {
  /** The chosen code, or null. The picker opens near the chosen code. */
  readonly value: string | null;
  /** The common prefix of all choices: `4201`, `42`, or empty (also `0`) for the country. */
  readonly region: string;
  /** The highest level that may be chosen. Where the table has no divisions of that level, the lowest division above it may be chosen. */
  readonly minLevel: DivisionLevel;
  /** The heading of the first step; absent: the question for the province. */
  readonly title?: string;
  /** The lowest level that is offered; absent: all levels. */
  readonly maxLevel?: DivisionLevel;
  /** @param path the names from below the region down to the division */
  readonly onPick: (code: DivisionCode, path: readonly string[]) => void;
}

const DIGITS: Readonly<Record<DivisionLevel, number>> = { province: 2, city: 4, county: 6, street: 9, community: 12 };

export function DivisionPicker({
  value,
  region: regionCode,
  minLevel,
  maxLevel = "community",
  title,
  onPick,
}: DivisionPickerProps): JSX.Element {
  const region = regionCode === "0" ? "" : regionCode;
  const on = dateOf(correctedNow());
  const [at, setAt] = useState(() => (value !== null && value.startsWith(region) && value !== region ? parentOf(value) : region));
  const [table, setTable] = useState<DivisionTable | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [matches, setMatches] = useState<readonly Match[] | null>(null);
  const hasStepped = useRef(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();

  useEffect(() => {
    let current = true;
    const fetchTable = async (): Promise<void> => {
      const answer = await tableFor(region, at).catch(whyMissing);
      if (!current) return;
      if ("code" in answer) setProblem(answer);
      else setTable(answer);
      if (hasStepped.current) heading.current?.focus();
    };
    setTable(null);
    setProblem(null);
    void fetchTable();
    return () => {
      current = false;
    };
  }, [region, at, attempt]);

  /** Opens the choices below a division, or picks the division where it has none. Its pack may have to load first. */
  async function enter(code: DivisionCode): Promise<void> {
    hasStepped.current = true;
    setMatches(null);
    const below = await tableFor(region, code).catch(() => null);
    const ends = below !== null && choicesBelow(below, code, on).length === 0;
    if (ends) onPick(code, pathOf(below, code));
    else setAt(code);
  }

  function take({ code, path }: Match): void {
    if (code.length >= DIGITS[minLevel]) onPick(code, path);
    else void enter(code);
  }

  return (
    <section class="picker" aria-labelledby={headingId}>
      <h2 id={headingId} class="picker-heading" tabIndex={-1} ref={heading}>
        {(at === region ? title : undefined) ?? question(at)}
      </h2>
      <Search region={region} on={on} matches={matches} onOffer={setMatches} onTake={take} />
      {matches === null && table === null && problem === null && <Loading />}
      {matches === null && problem !== null && <Failed problem={problem} onRetry={() => setAttempt(attempt + 1)} />}
      {matches === null && table !== null && (
        <>
          <Crumbs
            table={table}
            region={region}
            at={at}
            onStep={(code) => {
              hasStepped.current = true;
              setAt(code);
            }}
          />
          <Rows
            table={table}
            at={at}
            on={on}
            value={value}
            mayStop={at.length >= DIGITS[minLevel] && at !== region}
            lowest={DIGITS[maxLevel]}
            onStep={({ code }) => (code.length >= DIGITS[maxLevel] ? onPick(code, pathOf(table, code)) : void enter(code))}
            onStop={({ code }) => onPick(code, pathOf(table, code))}
          />
        </>
      )}
    </section>
  );
}

function question(at: string): string {
  if (at.length < 2) return say("在哪个省？", "Which province?");
  if (at.length < 4) return say("在哪个市？", "Which city?");
  if (at.length < 6) return say("在哪个区县？", "Which district or county?");
  return at.length < 9
    ? say("在哪个街道或乡镇？", "Which street or town?")
    : say("在哪个社区或村？", "Which community or village?");
}
