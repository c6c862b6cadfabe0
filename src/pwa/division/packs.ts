/** Loads division packs (files with the names of divisions), each once per page load, and the divisions that were added since. A failed pack is requested again at the next use. */
import { COUNTRY, type DivisionCode } from "../../domain/division/division.ts";
import { type Pack, COUNTRY_PACK, cityPack, packOf, unpack } from "../../domain/division/pack.ts";
import { type DivisionTable, joinTables, tableOf } from "../../domain/division/table.ts";
import type { Problem } from "../../contract/problem.ts";
import { appFailed, ask, noNetwork, readProblem } from "../app/api.ts";
import { within } from "../app/within.ts";

const packRequests = new Map<string, Promise<DivisionTable | null>>();
/** How long an answer about added divisions is used: short, because they may come at any time. */
const ADDITIONS_CACHE_MS = 30_000;
const additionRequests = new Map<string, { readonly answer: Promise<DivisionTable>; readonly until: number }>();

const ANSWERED_WITHIN_MS = 20_000;

/** A pack that did not arrive, with the reason for the screen. */
class PackMissing extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Why the names of divisions are not here: the network, the server, or an exception of our own code. */
export function whyMissing(error: unknown): Problem {
  return error instanceof PackMissing ? error.problem : appFailed();
}

/** Empties the cache of additions. Call it after an addition: the next use requests them again. */
export function forgetAdditions(): void {
  additionRequests.clear();
}

/**
 * The division table for a choice below a code: the packs from the region's down to the code's own, with later additions, as one table.
 * Rejects when the network or the server fails.
 * @param region `4201`, or empty for the country
 */
export async function tableFor(region: string, code: string): Promise<DivisionTable> {
  // The packs above the region are not needed: the path on the screen begins below the region.
  const steps =
    code === COUNTRY ? [""] : [region, code.slice(0, 2), code.slice(0, 6), code].filter((step) => step.startsWith(region));
  const files = [...new Set(steps.map(packOf))];
  // Only communities are added: above a county nobody needs them yet.
  const additions = code.length < 6 ? [] : [additionsBelow(code.slice(0, 6))];
  const tables = await Promise.all([...additions, ...files.map(load)]);
  return joinTables(tables.filter((table) => table !== null));
}

/** The names for a search in a region: those of the region's city if that pack exists, else those of its county if the region has one, else those of the country's counties. Rejects when the network or the server fails. */
export async function namesFor(region: string): Promise<DivisionTable> {
  if (region.length < 4) return (await load(COUNTRY_PACK)) ?? joinTables([]);
  const city = region.slice(0, 4);
  const [names, additions] = await Promise.all([load(cityPack(city)), additionsBelow(city)]);
  const packNames = names ?? (await load(region.length < 6 ? COUNTRY_PACK : packOf(region.slice(0, 6))));
  return joinTables(packNames === null ? [additions] : [additions, packNames]);
}

/** The divisions that were added below a code since the packs were made; an empty table if the request fails, because the packs still have all others. */
function additionsBelow(above: string): Promise<DivisionTable> {
  const cached = additionRequests.get(above);
  if (cached !== undefined && Date.now() < cached.until) return cached.answer;
  const answer = fetchAdditions(above);
  additionRequests.set(above, { answer, until: Date.now() + ADDITIONS_CACHE_MS });
  return answer;
}

async function fetchAdditions(above: string): Promise<DivisionTable> {
  const answer = await ask("GET /api/v1/divisions/added", { below: above });
  if (!answer.ok) return tableOf([]);
  return tableOf(
    answer.value.divisions.map((row) => ({ ...row, code: row.code as DivisionCode, validTo: null, successor: null })),
  );
}

async function load(file: string): Promise<DivisionTable | null> {
  const cached = packRequests.get(file);
  if (cached !== undefined) return await cached;
  const answer = fetchPack(file);
  packRequests.set(file, answer);
  try {
    return await answer;
  } catch (error) {
    packRequests.delete(file);
    throw error;
  }
}

async function fetchPack(file: string): Promise<DivisionTable | null> {
  const answer = await within(ANSWERED_WITHIN_MS, fetch(`/divisions/${file}`)).catch(() => {
    throw new PackMissing(noNetwork());
  });
  if (answer.status >= 500) throw new PackMissing(await readProblem(answer));
  // For a missing pack the server answers with the app's page, which is not JSON.
  if (!answer.ok || !(answer.headers.get("content-type") ?? "").includes("json")) return null;
  const pack: Pack = await answer.json();
  return tableOf(unpack(pack));
}
