/** A chart with its legend, or the same figures as a table: a button switches, and the address stores the choice. The chart's code loads with the first chart. Also the tile of one figure. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";
import { numberOf } from "./words/number.ts";
import { type Column, Table } from "./table.tsx";

interface Series {
  readonly name: string;
  /** One value per label. */
  readonly values: readonly number[];
  /** The text of each value, if the value itself is only the least that it can be. */
  readonly words?: readonly string[];
}

export interface Bars {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** The text of the sum of each label and of all labels, if the sums of the values are only the least that they can be. */
  readonly sums?: { readonly each: readonly string[]; readonly all: string };
}

/** The text of a value. */
export function wordOf({ values, words }: Series, index: number): string {
  return words?.[index] ?? numberOf(values[index] ?? 0);
}

interface FigureProps {
  /** The figure's name in the parameters of the page's address. */
  readonly name: string;
  readonly title: string;
  readonly bars: Bars;
  /** The heading of the labels: the first column of the table. */
  readonly labelWord: string;
}

interface BarRow {
  readonly index: number;
  readonly label: string;
  readonly values: readonly number[];
}

export function Figure({ name, title, bars, labelWord }: FigureProps): JSX.Element {
  const { path, query, route } = useLocation();
  const isTable = query.get(name) === "table";
  function turn(): void {
    const next = new URLSearchParams(query);
    if (isTable) next.delete(name);
    else next.set(name, "table");
    route(`${path}?${next.toString()}`, true);
  }
  const total = bars.series.flatMap(({ values }) => values).reduce((all, value) => all + value, 0);
  const sum = bars.sums?.all ?? numberOf(total);
  return (
    <section class="admin-card figure" aria-labelledby={`${name}-title`}>
      <header>
        <h2 id={`${name}-title`}>{title}</h2>
        {!isTable && bars.series.length > 1 && (
          <ul class="figure-legend">
            {bars.series.map((one, index) => (
              <li key={one.name}>
                <span class={`figure-mark of-${index + 1}`} aria-hidden="true" />
                {one.name}
              </li>
            ))}
          </ul>
        )}
        <button class="text-button" type="button" onClick={turn}>
          {isTable ? say("显示为图", "Show as a chart") : say("显示为表格", "Show as a table")}
        </button>
      </header>
      {isTable ? (
        <BarTable name={name} title={title} bars={bars} labelWord={labelWord} />
      ) : (
        <LazyChart bars={bars} words={say(`${title}：共 ${sum}`, `${title}: ${sum} in total`)} />
      )}
    </section>
  );
}

const sumOf = ({ values }: BarRow): number => values.reduce((sum, value) => sum + value, 0);

function BarTable({ name, title, bars, labelWord }: FigureProps): JSX.Element {
  const rows = bars.labels.map((label, index) => ({ index, label, values: bars.series.map(({ values }) => values[index] ?? 0) }));
  const columns: readonly Column<BarRow>[] = [
    { key: "at", word: labelWord, value: ({ index }) => index, show: ({ label }) => label },
    ...bars.series.map((one, index) => ({
      key: `s${index}`,
      word: one.name,
      value: ({ values }: BarRow) => values[index] ?? 0,
      show: (row: BarRow) => wordOf(one, row.index),
    })),
    ...(bars.series.length > 1
      ? [
          {
            key: "all",
            word: say("合计", "Total"),
            value: sumOf,
            show: (row: BarRow) => bars.sums?.each[row.index] ?? numberOf(sumOf(row)),
          },
        ]
      : []),
  ];
  return (
    <Table
      name={name}
      caption={title}
      columns={columns}
      rows={rows}
      idOf={({ index }) => String(index)}
      first={{ by: "at", down: true }}
    />
  );
}

type ChartScreen = (props: { readonly bars: Bars; readonly words: string }) => JSX.Element;

function LazyChart(props: { readonly bars: Bars; readonly words: string }): JSX.Element {
  const [Chart, setChart] = useState<{ readonly draw: ChartScreen | null; readonly failed: boolean }>({
    draw: null,
    failed: false,
  });
  useEffect(() => {
    let wanted = true;
    const bring = async (): Promise<void> => {
      const module = await import("./chart.tsx").catch(() => null);
      if (wanted) setChart({ draw: module?.default ?? null, failed: module === null });
    };
    void bring();
    return () => {
      wanted = false;
    };
  }, []);
  if (Chart.failed)
    return (
      <p class="figure-failed">{say("图暂时画不出来，请看表格。", "The chart cannot be drawn at the moment. See the table.")}</p>
    );
  return Chart.draw === null ? <div class="chart" aria-busy="true" /> : <Chart.draw {...props} />;
}

interface TileProps {
  readonly word: string;
  readonly figure: string;
  readonly detail: string;
  /** Whether the figure is displayed as one that needs attention. */
  readonly alarming?: boolean;
}

export function Tile({ word, figure, detail, alarming }: TileProps): JSX.Element {
  return (
    <div class="admin-card tile">
      <p>{word}</p>
      <p class={alarming === true ? "tile-figure alarming" : "tile-figure"}>{figure}</p>
      <p class="quiet">{detail}</p>
    </div>
  );
}
