/** `npm run mutants`: makes single small faults (breaks) in src/domain and src/token, drawn by a seed, and counts those that the pure tests notice. */
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { root } from "./command.ts";
import { applyBreak, type Break, breaksOf } from "./mutants/breaks.ts";
import { startRunner } from "./mutants/runner.ts";

const SOURCES = "src/{domain,token}/**/*.ts";
/** The share of breaks that must be noticed. Source: quality.md. */
const GOAL = 0.95;
/** The time without a result after which a run counts as endless: longer than any test takes on a busy machine. */
const SILENCE_MS = 45_000;
/** Folders that are not copied: node_modules is linked instead, and no pure test reads the others. */
const NOT_COPIED: ReadonlySet<string> = new Set(["node_modules", "dist", ".git", ".cache", ".yima", ".wrangler"]);
const cache = join(root, ".cache");
const tree = join(cache, "mutants");
const results = join(cache, "mutants.json");

const equivalents = z.array(
  z.strictObject({
    file: z.string(),
    text: z.string(),
    from: z.string(),
    to: z.array(z.string()).min(1),
    reason: z.string().min(1),
  }),
);

const previousRun = z.object({
  breaks: z.array(
    z.object({ file: z.string(), text: z.string(), from: z.string(), to: z.string(), noticedBy: z.string().nullable() }),
  ),
});

interface Outcome extends Break {
  /** The test that failed; null: no test noticed the break. */
  readonly noticedBy: string | null;
  readonly seconds: number;
}

interface Possible {
  readonly breaks: readonly Break[];
  /** Entries of equivalent.json without a break: the source line has changed. */
  readonly stale: readonly string[];
}

/** All breaks of the copied sources, without those of equivalent.json, which change no behaviour. */
function possibleBreaks(within: string): Possible {
  const files = globSync(SOURCES, { cwd: tree }).toSorted();
  const breaks = files.flatMap((file) => breaksOf(file.replaceAll("\\", "/"), readFileSync(join(tree, file), "utf8")));
  const entries = equivalents.parse(JSON.parse(readFileSync(join(import.meta.dirname, "mutants/equivalent.json"), "utf8")));
  const listed = entries.flatMap(({ file, text, from, to }) => to.map((each) => key({ file, text, from, to: each })));
  const keys = new Set(breaks.map(key));
  const skipped = new Set(listed);
  return {
    breaks: breaks.filter((one) => !skipped.has(key(one)) && one.file.includes(within)),
    stale: listed.filter((each) => !keys.has(each)),
  };
}

function key({ file, text, from, to }: Pick<Break, "file" | "text" | "from" | "to">): string {
  return [file, text, from, to].join("\n");
}

/** The breaks that no test noticed in the previous run, if their lines still exist. */
function unnoticedBefore(all: readonly Break[]): readonly Break[] {
  const { breaks } = previousRun.parse(JSON.parse(readFileSync(results, "utf8")));
  const keys = new Set(breaks.filter(({ noticedBy }) => noticedBy === null).map(key));
  return all.filter((one) => keys.has(key(one)));
}

/** Draws `count` items by a seed, with the generator Mulberry32, so that the draw is the same on every machine. */
function draw<Item>(items: readonly Item[], count: number, seed: number): readonly Item[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const ranked = items.map((item) => ({ item, rank: random() })).toSorted((a, b) => a.rank - b.rank);
  return ranked.slice(0, count).map(({ item }) => item);
}

/** Copies the project into .cache/mutants. The breaks are made in the copy, so that an interrupted run leaves the sources whole. */
function copyTree(): void {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(tree, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "junction");
  for (const name of readdirSync(root).filter((each) => !NOT_COPIED.has(each)))
    cpSync(join(root, name), join(tree, name), {
      recursive: true,
      filter: (source) => !NOT_COPIED.has(source.split(/[\\/]/u).at(-1) ?? ""),
    });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      within: { type: "string", default: "" },
      again: { type: "boolean", default: false },
    },
  });
  const { count, seed } = z.object({ count: z.coerce.number().int().min(1), seed: z.coerce.number().int() }).parse(values);
  copyTree();
  const { breaks: all, stale } = possibleBreaks(values.within);
  const sample = values.again ? unnoticedBefore(all) : draw(all, count, seed);
  process.stdout.write(`${sample.length} of ${all.length} breaks, seed ${seed}\n`);
  const runner = startRunner(tree, SILENCE_MS);
  try {
    const whole = await runner.run([...new Set(sample.map(({ file }) => file))]);
    if (whole?.failure !== null) {
      process.stdout.write(`The tests fail without a break: ${whole?.failure ?? "they do not end"}\n`);
      return 1;
    }
    const outcomes: Outcome[] = [];
    for (const one of sample) {
      const started = performance.now();
      const source = readFileSync(join(tree, one.file), "utf8");
      writeFileSync(join(tree, one.file), applyBreak(source, one));
      const answer = await runner.run([one.file]);
      writeFileSync(join(tree, one.file), source);
      const noticedBy = answer === null ? "the tests do not end" : answer.failure;
      outcomes.push({ ...one, noticedBy, seconds: Math.round(performance.now() - started) / 1000 });
      process.stdout.write(`${noticedBy === null ? "UNNOTICED" : "noticed"}: ${describe(one)}\n`);
    }
    for (const each of stale) process.stdout.write(`\nequivalent.json lists a break that does not exist:\n${each}\n`);
    return report(outcomes, seed) && stale.length === 0 ? 0 : 1;
  } finally {
    runner.stop();
  }
}

/** Writes and prints the results. Returns whether enough breaks were noticed. */
function report(outcomes: readonly Outcome[], seed: number): boolean {
  const unnoticed = outcomes.filter(({ noticedBy }) => noticedBy === null);
  const noticed = outcomes.length - unnoticed.length;
  writeFileSync(results, JSON.stringify({ seed, drawn: outcomes.length, noticed, breaks: outcomes }, null, 2));
  process.stdout.write(`\n${unnoticed.map((one) => `${describe(one)}\n  ${one.text}\n`).join("")}`);
  process.stdout.write(`${noticed} of ${outcomes.length} breaks noticed, seed ${seed}\n`);
  return noticed >= outcomes.length * GOAL;
}

function describe({ file, line, from, to }: Break): string {
  return `${file}:${line}  ${from} → ${to}`;
}

process.exitCode = await main();
