/** The checks of a period in two tables: by issuer of the code, and by outcome; a choice of the issuer limits the second one. */
import type { JSX } from "preact";
import type { Verifications as Answer } from "../../../contract/statistics.ts";
import { type Bounds, isColour, type Outcome, OUTCOMES, sumOf } from "../../../domain/statistics/verifications.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { boundsText } from "./verification-bounds.ts";
import { refusalWord } from "./refusal-words.ts";

type Row = Answer["outcomes"][number];

interface IssuerRow {
  /** The issuer's code; empty for codes without a recognised issuer. */
  readonly code: string;
  readonly name: string;
  readonly valid: Bounds;
  readonly refused: Bounds;
}

interface OutcomeRow extends Bounds {
  readonly outcome: Outcome;
}

export function VerificationTables({ outcomes }: { readonly outcomes: readonly Row[] }): JSX.Element {
  const { path, query, route } = useLocation();
  const issuers = issuersOf(outcomes);
  const chosen = issuers.find(({ code }) => code === query.get("issuer"));
  function choose(code: string): void {
    const next = new URLSearchParams(query);
    if (code === ALL) next.delete("issuer");
    else next.set("issuer", code);
    route(`${path}?${next.toString()}`, true);
  }
  return (
    <>
      <section aria-labelledby="issuers-title">
        <h2 id="issuers-title" class="board-title">
          {say("按发码地区", "By issuer")}
        </h2>
        <Table
          name="issuers"
          caption={say("按发码地区", "By issuer")}
          columns={issuerColumns()}
          rows={issuers}
          idOf={({ code }) => code}
          first={{ by: "all", down: true }}
        />
      </section>
      <section class="board" aria-labelledby="outcomes-title">
        <h2 id="outcomes-title" class="board-title">
          {say("按结果", "By outcome")}
        </h2>
        <form class="admin-filters" aria-label={say("按结果", "By outcome")} onSubmit={(event) => event.preventDefault()}>
          <label>
            <span>{say("发码地区", "Issuer")}</span>
            <select value={chosen?.code ?? ALL} onChange={(event) => choose(event.currentTarget.value)}>
              <option value={ALL}>{say("全部", "All")}</option>
              {issuers.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </form>
        <Table
          name="outcomes"
          caption={say("按结果", "By outcome")}
          columns={outcomeColumns()}
          rows={outcomesOf(chosen === undefined ? outcomes : outcomes.filter((row) => (row.issuer ?? "") === chosen.code))}
          idOf={({ outcome }) => outcome}
          first={{ by: "count", down: true }}
        />
      </section>
    </>
  );
}

/** No code of an issuer. */
const ALL = "all";

function issuersOf(outcomes: readonly Row[]): readonly IssuerRow[] {
  return [...Map.groupBy(outcomes, ({ issuer }) => issuer ?? "")].map(([code, rows]) => ({
    code,
    name: nameOf(rows[0]?.issuerName ?? null),
    valid: sumOf(rows.filter(({ outcome }) => isColour(outcome))),
    refused: sumOf(rows.filter(({ outcome }) => !isColour(outcome))),
  }));
}

function nameOf(name: Row["issuerName"]): string {
  return name === null ? say("未知", "Unknown") : saySentence(name);
}

function outcomesOf(rows: readonly Row[]): readonly OutcomeRow[] {
  return [...Map.groupBy(rows, ({ outcome }) => outcome)].map(([outcome, all]) => ({ outcome, ...sumOf(all) }));
}

const boundsColumn = (key: string, word: string, of: (row: IssuerRow) => Bounds): Column<IssuerRow> => ({
  key,
  word,
  value: (row) => of(row).atLeast,
  show: (row) => boundsText(of(row)),
});

function issuerColumns(): readonly Column<IssuerRow>[] {
  return [
    { key: "name", word: say("发码地区", "Issuer"), value: ({ name }) => name },
    boundsColumn("valid", say("有效", "Valid"), ({ valid }) => valid),
    boundsColumn("refused", say("不予认可", "Refused"), ({ refused }) => refused),
    boundsColumn("all", say("合计", "Total"), ({ valid, refused }) => sumOf([valid, refused])),
  ];
}

function outcomeColumns(): readonly Column<OutcomeRow>[] {
  return [
    {
      key: "outcome",
      word: say("结果", "Outcome"),
      value: ({ outcome }) => OUTCOMES.indexOf(outcome),
      show: ({ outcome }) => (isColour(outcome) ? <ColourMark colour={outcome} /> : refusalWord(outcome)),
    },
    { key: "count", word: say("次数", "Checks"), value: ({ atLeast }) => atLeast, show: boundsText },
  ];
}
