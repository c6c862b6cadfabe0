/** The table of divisions: packs from the ASSETS binding and additions from KV, in a bounded memory of the isolate. */
import { isAddedCode } from "../domain/division/added.ts";
import { COUNTRY, COUNTRY_NAME, COUNTY_DIGITS, ancestors, isWithin, parseDivisionCode } from "../domain/division/division.ts";
import { type MatchResult, matchDivision } from "../domain/division/match.ts";
import { COUNTRY_PACK, type Pack, branchPack, cityPack, unpack } from "../domain/division/pack.ts";
import { type DivisionRow, type DivisionTable, isPlaceholder, joinTables, pathOf, tableOf } from "../domain/division/table.ts";
import { type IssuerCode, NATION, regionOf } from "../domain/issuer/issuer.ts";
import { publishedDivisions } from "./added-divisions.ts";
import { SourceMemory } from "./memory.ts";

export interface Divisions {
  /** Whether the table has the division, also if it has ended: a stored code stays valid. The nation has the country, too. */
  exists(code: string): Promise<boolean>;
  /** The names from the province down to the division itself; null if the table does not have it. */
  path(code: string): Promise<readonly string[] | null>;
  /** Matches a text to divisions. Of equal matches, a match in the region (`4201`, `42` or empty) comes first. @param on the day, `YYYY-MM-DD` */
  match(text: string, region: string, on: string): Promise<MatchResult>;
  /** The rows of the shipped table one level below a division, without additions. */
  packRows(code: string): Promise<readonly DivisionRow[]>;
  /** The communities below a division that administrators added or gave more names. */
  additions(above: string): Promise<readonly DivisionRow[]>;
}

/** The sources of the table. */
interface DivisionsEnv {
  readonly ASSETS: Fetcher;
  readonly PUBLISHED: KVNamespace;
}

/** The issuer whose additions count, and the time of the request. */
interface Reader {
  readonly issuer: { readonly code: IssuerCode };
  readonly now: number;
}

/** The most rows of packs in an isolate: enough for the 3,400 of the country, the 3,900 of Wuhan and some forty counties. A row needs about 200 bytes. */
const MAX_ROWS = 40_000;
/** The most packs of counties and cities that are read to match one text. */
const MAX_BRANCHES = 8;
/** How long a reading of additions is fresh. KV itself may be a minute behind. */
const ADDITIONS_FRESH_MS = 20_000;
/** A code in the form of an addition that the memory lacks may be new or invented. KV is read again for it, at most once in this time. */
const RETRY_MS = 2_000;
/** The most counties and cities whose additions stay in the memory of an isolate. */
const MAX_ADDITIONS = 64;

interface LoadedPack {
  readonly table: DivisionTable;
  readonly rows: number;
}

/** The packs in memory by file name, the least recently used first; null: no such file. An isolate serves one deployment, so the file name is a sufficient key. */
const packs = new Map<string, LoadedPack | null>();

interface Additions {
  readonly table: DivisionTable;
  readonly rows: readonly DivisionRow[];
}

interface AdditionsPlace {
  readonly issuer: IssuerCode;
  readonly above: string;
}

const additions = new SourceMemory<AdditionsPlace, Additions, KVNamespace>({
  keyOf: ({ issuer, above }) => `${issuer}/${above}`,
  freshMs: ADDITIONS_FRESH_MS,
  staleMs: ADDITIONS_FRESH_MS,
  renewEveryMs: 0,
  max: MAX_ADDITIONS,
  async load(kv, { issuer, above }, now) {
    const rows = await publishedDivisions(kv, issuer, above);
    return { value: { table: tableOf(rows), rows }, at: now };
  },
});
const NO_ADDITIONS: Additions = { table: tableOf([]), rows: [] };

/** Empties the memory of additions, so that this isolate reads a new addition at once. */
export function forgetAdditions(): void {
  additions.forgetWhere(() => true);
}

/** The table of divisions for one request. @param env its `ASSETS` serves `/divisions/*.json`. The methods reject if it fails, but not if the file of a branch is missing. */
export function openDivisions({ ASSETS: assets, PUBLISHED }: DivisionsEnv, { issuer, now }: Reader): Divisions {
  async function load(file: string): Promise<DivisionTable | null> {
    const pack = packs.get(file) ?? (packs.has(file) ? null : await fetchPack(assets, file));
    packs.delete(file);
    packs.set(file, pack);
    forgetOldest();
    return pack?.table ?? null;
  }

  /**
   * The additions below a division.
   * @param above a division of the table: an invented one would cause a read of KV
   * @param code a code below it: if the memory lacks it, KV is read again
   */
  async function additionsBelow(above: string, code?: string): Promise<Additions> {
    if (!isWithin(above, regionOf(issuer.code))) return NO_ADDITIONS;
    const below = { issuer: issuer.code, above };
    const isMissing = code !== undefined && additions.last(below)?.value.table.row(code) === undefined;
    const reading = additions.fresh(below, now, isMissing ? RETRY_MS : ADDITIONS_FRESH_MS);
    return (reading ?? (await additions.renew(PUBLISHED, below, now))).value;
  }

  async function tableFor(code: string): Promise<DivisionTable | null> {
    const division = parseDivisionCode(code);
    if (!division.ok) return null;
    const country = await load(COUNTRY_PACK);
    if (country === null) throw new Error("The division packs are not among the assets");
    const above = ancestors(division.value).findLast(({ length }) => length <= 6) ?? division.value;
    // A county that does not exist has no pack, so an invented code causes no fetch of a branch.
    if (code.length <= 6 || country.row(above) === undefined) return country;
    const branch = await load(branchPack(above));
    const tables = branch === null ? [country] : [country, branch];
    return joinTables(isAddedCode(code) ? [(await additionsBelow(above, code)).table, ...tables] : tables);
  }

  return {
    exists: async (code) => (code === COUNTRY ? issuer.code === NATION : (await tableFor(code))?.row(code) !== undefined),
    async path(code) {
      if (code === COUNTRY) return issuer.code === NATION ? [COUNTRY_NAME] : null;
      const table = await tableFor(code);
      const row = table?.row(code);
      return table === null || row === undefined ? null : pathOf(table, row.code);
    },
    async match(text, region, on) {
      const country = await load(COUNTRY_PACK);
      if (country === null) throw new Error("The division packs are not among the assets");
      const first = matchDivision(text, country, on, region);
      const files = first.matches.flatMap(({ code }) => branchesOf(country, code)).concat(namesOf(country, region));
      const branchFiles = [...new Set(files)].slice(0, MAX_BRANCHES);
      const branches = (await Promise.all(branchFiles.map(load))).filter((table) => table !== null);
      const above = region.length === 4 ? [region] : first.matches.map(({ code }) => code).filter(({ length }) => length === 6);
      const addedTables = await Promise.all(above.slice(0, MAX_BRANCHES).map(async (code) => (await additionsBelow(code)).table));
      return matchDivision(text, joinTables([...addedTables, country, ...branches]), on, region);
    },
    packRows: async (code) => (await tableFor(code))?.children(code) ?? [],
    async additions(above) {
      const county = above.slice(0, COUNTY_DIGITS);
      const country = await load(COUNTRY_PACK);
      if (country?.row(county) === undefined) return [];
      return (await additionsBelow(county)).rows.filter(({ code }) => isWithin(code, above));
    },
  };
}

/** The packs that may contain the rest of a text after its first names: the pack of the county, or the names of the city. */
function branchesOf(country: DivisionTable, code: string): readonly string[] {
  if (code.length === 6) return [branchPack(code)];
  return code.length === 4 ? namesOf(country, code) : [];
}

function namesOf(country: DivisionTable, region: string): readonly string[] {
  if (region.length !== 4) return [];
  // The streets of a city such as 东莞市 are in the pack of its only county.
  const counties = country.children(region);
  const only = counties.length === 1 ? counties.map(({ code }) => branchPack(code)) : [];
  const row = country.row(region);
  return row === undefined || isPlaceholder(row) ? only : [cityPack(region), ...only];
}

async function fetchPack(assets: Fetcher, file: string): Promise<LoadedPack | null> {
  const answer = await assets.fetch(`https://assets/divisions/${file}`);
  // For a path without a file, ASSETS answers with the page of the application, which has another content type.
  const isPack = answer.ok && (answer.headers.get("content-type") ?? "").includes("json");
  if (!isPack) {
    await answer.body?.cancel();
    if (answer.status >= 500) throw new Error(`The assets answered ${answer.status} for a division pack`);
    return null;
  }
  const rows = unpack(await answer.json<Pack>());
  return { table: tableOf(rows), rows: rows.length };
}

function forgetOldest(): void {
  let rows = 0;
  for (const [file, each] of [...packs].toReversed()) {
    rows += each?.rows ?? 1;
    if (rows > MAX_ROWS) packs.delete(file);
  }
}
