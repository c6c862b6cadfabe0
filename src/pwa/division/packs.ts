/** Division packs from our own origin, each fetched once while the page lives; a failed one is asked for again next time. */
import { type Pack, COUNTRY_PACK, cityPack, packOf, unpack } from "../../domain/division/pack.ts";
import { type DivisionTable, joinTables, tableOf } from "../../domain/division/table.ts";

const asked = new Map<string, Promise<DivisionTable | null>>();

/**
 * What is needed to choose below a code: the packs from the region's down to the code's own.
 * Rejects where the network or the server fails.
 * @param region `4201`, or empty for the country
 */
export async function tableFor(region: string, code: string): Promise<DivisionTable> {
  // Above the region's own pack nothing is needed: its crumbs begin below it.
  const steps = [region, code.slice(0, 2), code.slice(0, 6), code].filter((step) => step.startsWith(region));
  const files = [...new Set(steps.map(packOf))];
  return joinTables((await Promise.all(files.map(load))).filter((table) => table !== null));
}

/** Names to type: the region's own where it is a city with communities, else the country's counties. Rejects as above. */
export async function namesFor(region: string): Promise<DivisionTable> {
  const own = region.length === 4 ? await load(cityPack(region)) : null;
  return own ?? (await load(COUNTRY_PACK)) ?? joinTables([]);
}

async function load(file: string): Promise<DivisionTable | null> {
  const known = asked.get(file);
  if (known !== undefined) return await known;
  const answer = fetchPack(file);
  asked.set(file, answer);
  try {
    return await answer;
  } catch (error) {
    asked.delete(file);
    throw error;
  }
}

async function fetchPack(file: string): Promise<DivisionTable | null> {
  const answer = await fetch(`/divisions/${file}`);
  if (answer.status >= 500) throw new Error(`${file}: ${answer.status}`);
  // A path that is no file is answered with the application's page.
  if (!answer.ok || !(answer.headers.get("content-type") ?? "").includes("json")) return null;
  const pack: Pack = await answer.json();
  return tableOf(unpack(pack));
}
