/**
 * `npm run bench [-- NAME …] [-- --runs N]`: builds, measures the named benches or all, prints a table of the figures, and writes them to
 * bench/results.json. With more than one run it also says whether the runs agree.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../tools/build.ts";
import { agreement } from "./agreement.ts";
import { colourDecisions } from "./colour-decisions.ts";
import { credentialHttp } from "./credential-http.ts";
import { exportMemory } from "./export-memory.ts";
import { factToRefusal } from "./fact-to-refusal.ts";
import { growthHistory } from "./growth-history.ts";
import { growthPass } from "./growth-pass.ts";
import { growthStatusList } from "./growth-status-list.ts";
import { growthVerify } from "./growth-verify.ts";
import { membership } from "./membership.ts";
import { passBatch } from "./pass-batch.ts";
import { passHttp } from "./pass-http.ts";
import { phoneWaits } from "./phone.ts";
import { redecision } from "./redecision.ts";
import { type Figure, reached } from "./rounds.ts";
import { firstLoadKb, workerKb } from "./sizes.ts";
import { symbolLiveModules, symbolPaperModules } from "./symbol.ts";
import { table } from "./table.ts";
import { trustCold } from "./trust-cold.ts";
import { trustTake, trustVerify } from "./trust-function.ts";
import { trustDayKb, trustFirstKb } from "./trust-sizes.ts";
import { verifyForeign } from "./verify-foreign.ts";
import { verifyFunction, verifyFunctionLive } from "./verify-function.ts";
import { verifyBatch, verifyHttpLive, verifyHttpLiveFirst, verifyHttpPaper } from "./verify-http.ts";

const MOST_RUNS = 20;

const BENCHES: Readonly<Record<string, () => Promise<Figure | readonly Figure[]>>> = {
  verify_http_paper: verifyHttpPaper,
  verify_http_live: verifyHttpLive,
  verify_http_live_first: verifyHttpLiveFirst,
  verify_batch: verifyBatch,
  verify_function: verifyFunction,
  verify_function_live: verifyFunctionLive,
  pass_http: passHttp,
  pass_batch: passBatch,
  credential_http: credentialHttp,
  growth_verify: growthVerify,
  growth_status_list: growthStatusList,
  growth_pass: growthPass,
  growth_history: growthHistory,
  export_memory: exportMemory,
  colour_decisions: colourDecisions,
  fact_to_refusal: factToRefusal,
  phone: phoneWaits,
  redecision,
  verify_foreign: verifyForeign,
  trust_600_verify: trustVerify,
  trust_600_cold: trustCold,
  trust_take: trustTake,
  membership,
  trust_first_kb: trustFirstKb,
  trust_day_kb: trustDayKb,
  symbol_live_modules: symbolLiveModules,
  symbol_paper_modules: symbolPaperModules,
  first_load_kb: firstLoadKb,
  worker_kb: workerKb,
};

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    options: { runs: { type: "string", default: "1" } },
    allowPositionals: true,
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1 || runs > MOST_RUNS) throw new Error(`--runs takes a number from 1 to ${MOST_RUNS}`);
  const unknown = names.find((name) => !(name in BENCHES));
  if (unknown !== undefined) throw new Error(`There is no bench ${unknown}. There are: ${Object.keys(BENCHES).join(", ")}`);
  await build();
  const processor = cpus()[0]?.model ?? "unknown";
  const all: (readonly Figure[])[] = [];
  while (all.length < runs) {
    const figures = await measured(names);
    all.push(figures);
    process.stdout.write(`\n${table(figures)}\n`);
    const missed = figures.filter((figure) => !reached(figure)).length;
    process.stdout.write(`${figures.length - missed} of ${figures.length} goals reached on ${processor}\n\n`);
  }
  if (runs > 1) process.stdout.write(`${agreement(all)}\n`);
  const results = all.flat().map((figure) => ({ ...figure, processor }));
  writeFileSync(join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
}

async function measured(names: readonly string[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stdout.write(`Measuring: ${name} …\n`);
    figures.push(...[await measure()].flat());
  }
  return figures;
}

await main(process.argv.slice(2));
