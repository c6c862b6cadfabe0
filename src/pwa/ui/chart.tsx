/** Stacked bars on a canvas by uPlot, in the colours of the page. A screen reader reads the figures from the table. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "./posix-language.ts";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type Bars, wordOf } from "./figure.tsx";
import { numberOf } from "./words/number.ts";

const HEIGHT = 300;
/** The chart has room for at least this many bars: otherwise one or two hours would be bars as wide as the page. */
const MIN_BARS = 6;
const MIN_TOP = 4;
const HEADROOM = 1.08;
/** The allowed distances between two labels of the horizontal axis, in bars. */
const STEPS = [1, 2, 3, 6, 12, 24, 48, 96];

/** @param words the text for a screen reader */
export default function Chart(props: { readonly bars: Bars; readonly words: string }): JSX.Element {
  const { bars, words } = props;
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();
  const [hover, setHover] = useState<number | null>(null);
  const shape = JSON.stringify([bars.labels.length, bars.series.map(({ name }) => name)]);
  const latest = useRef(bars);
  latest.current = bars;
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const node = place.current;
    if (node === null) return undefined;
    const chart = new uPlot(optionsOf(latest, node, setHover), stack(latest.current), node);
    plot.current = chart;
    const watch = new ResizeObserver(() => chart.setSize({ width: node.clientWidth, height: HEIGHT }));
    watch.observe(node);
    return () => {
      watch.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, dark]);
  useEffect(() => plot.current?.setData(stack(bars)), [bars]);

  const at = hover === null ? undefined : bars.labels[hover];
  return (
    <>
      <div class="chart" ref={place} role="img" aria-label={words} />
      <p class="chart-at" aria-hidden="true">
        {at !== undefined && [at, ...bars.series.map((one) => `${one.name} ${wordOf(one, hover ?? 0)}`)].join(" · ")}
      </p>
    </>
  );
}

/** The chart's data with each series added on top of the previous ones. The highest sum is drawn first, so that each later one covers its lower part. */
function stack({ labels, series }: Bars): uPlot.AlignedData {
  const tops = labels.map(() => 0);
  const rows = series.map(({ values }) =>
    labels.map((_, index) => {
      tops[index] = (tops[index] ?? 0) + (values[index] ?? 0);
      return tops[index];
    }),
  );
  return [labels.map((_, index) => index), ...rows.toReversed()];
}

function optionsOf(
  latest: { readonly current: Bars },
  node: HTMLElement,
  setHover: (index: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(node);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--quiet"), font: `14px ${style.fontFamily}`, ticks: { show: false } };
  const bars = uPlot.paths.bars?.({ size: [0.68, 44] });
  const { series } = latest.current;
  return {
    width: node.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(latest.current.labels.length, MIN_BARS) - 0.5] },
      y: { range: (_, __, max) => [0, Math.max(MIN_TOP, Math.ceil(max * HEADROOM))] },
    },
    axes: [
      {
        ...axis,
        size: 32,
        grid: { show: false },
        incrs: STEPS,
        space: 52,
        values: (_, at) => at.map((index) => latest.current.labels[index] ?? ""),
      },
      { ...axis, size: 64, grid: { stroke: colour("--line"), width: 1 }, incrs: WHOLE, values: (_, at) => at.map(numberOf) },
    ],
    series: [
      {},
      ...series
        .map((_, index) => ({
          fill: colour(`--chart-${index + 1}`),
          stroke: colour("--card"),
          width: 1,
          points: { show: false },
          ...(bars !== undefined && { paths: bars }),
        }))
        .toReversed(),
    ],
    hooks: { setCursor: [({ cursor }) => setHover(cursor.idx ?? null)] },
  };
}

/** The allowed steps of the vertical axis: whole numbers, because it counts passes or persons. */
const WHOLE = [1, 2, 5].flatMap((step) => Array.from({ length: 8 }, (_, power) => step * 10 ** power)).toSorted((a, b) => a - b);

/** The chart reads its colours from the page when it is drawn, so a change of the scheme must draw it again. */
function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => setDark(scheme.matches);
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, []);
  return dark;
}
