/** The cost of a page of the history of passes in a community with very many passes, against one with few. Goal: quality.md "Speed", for every query. */
import * as z from "zod";
import { Visitor } from "../tools/visitor.ts";
import { type CrowdedCommunity, crowdedCommunity } from "./crowded.ts";
import { FEW, MANY, PHONES } from "./growth.ts";
import { getRequest, type LoadProcess, startLoadProcess } from "./load-job.ts";
import { costOf } from "./cost.ts";
import { compare, type Figure } from "./rounds.ts";

const CONNECTIONS = 4;
const ROUNDS = 5;
const ROUND_MILLISECONDS = 400;
/** The number of the deepest measured page; in a smaller community the last page. */
const DEEP_PAGE = 1000;
const GOAL = 1.2;

const page = z.object({ nextPage: z.string().nullable() });

/** The measured queries, by the name that is printed. */
async function queriesOf(place: CrowdedCommunity): Promise<ReadonlyMap<string, string>> {
  const { gate, collector } = place;
  return new Map([
    ["page 1", ""],
    [`page ${DEEP_PAGE}`, await deepPage(place)],
    ["one point", `point=${gate}`],
    ["one collector", `collector=${collector}`],
    ["red", "colour=red"],
    ["a point and a collector", `point=${gate}&collector=${collector}`],
    ["an absent colour", "colour=green"],
  ]);
}

/** The figure of the query with the worst ratio; those of all queries are printed. */
export async function growthHistory(): Promise<Figure> {
  const places = [await crowdedCommunity(MANY, PHONES), await crowdedCommunity(FEW, PHONES)] as const;
  const load = startLoadProcess();
  try {
    const [many, few] = [await queriesOf(places[0]), await queriesOf(places[1])];
    const figures: Figure[] = [];
    for (const [name, query] of many) {
      const time = (place: CrowdedCommunity, own: string) => () => millisecondsOf(load, place, own);
      const [subject, reference] = [time(places[0], query), time(places[1], few.get(name) ?? "")];
      await compare(1, subject, reference);
      const compared = await compare(ROUNDS, subject, reference);
      process.stdout.write(`  ${name}: ${compared.value.toFixed(2)} ms, ratio ${compared.ratio.toFixed(2)}\n`);
      figures.push({ name: "growth_history", unit: "ms CPU/page", goal: GOAL, better: "lower", ...compared });
    }
    return figures.reduce((worst, figure) => ((figure.ratio ?? 0) > (worst.ratio ?? 0) ? figure : worst));
  } finally {
    load.stop();
    await Promise.all(places.map(({ runtime }) => runtime.stop()));
  }
}

async function millisecondsOf(load: LoadProcess, place: CrowdedCommunity, query: string): Promise<number> {
  const { office } = place.standing;
  const requests = [getRequest(office.host, pathOf(place, query), { cookie: office.cookie })];
  const job = { port: place.runtime.port("yima"), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { cpuSeconds } = await costOf(load, place.runtime, { ...job, requests, once: false, expect: '"nextPage"' });
  return cpuSeconds * 1000;
}

/** Reads page after page, as a person does, and returns the query of the deepest one. */
async function deepPage(place: CrowdedCommunity): Promise<string> {
  const { office } = place.standing;
  const visitor = new Visitor(place.runtime.port("yima"), office.host, office.cookie);
  let query = "";
  for (let turned = 1; turned < DEEP_PAGE; turned += 1) {
    const { nextPage } = await visitor.ask("GET", pathOf(place, query), page);
    if (nextPage === null) break;
    query = `page=${nextPage}`;
  }
  return query;
}

function pathOf({ standing }: CrowdedCommunity, query: string): string {
  return `/api/v1/communities/${standing.division}/passes${query === "" ? "" : `?${query}`}`;
}
