/** The division table on the edge: packs read through the ASSETS binding and what was added since from KV, kept in isolate memory within bounds. */
import { isAddedCode } from "../domain/division/added.ts";
import { COUNTY_DIGITS, ancestors, isWithin, parseDivisionCode } from "../domain/division/division.ts";
import { type Matched, matchDivision } from "../domain/division/match.ts";
import { COUNTRY_PACK, type Pack, branchPack, cityPack, unpack } from "../domain/division/pack.ts";
import { type DivisionRow, type DivisionTable, isPlaceholder, joinTables, pathOf, tableOf } from "../domain/division/table.ts";
import { type IssuerCode, regionOf } from "../domain/issuer/issuer.ts";
import { publishedDivisions } from "./added-divisions.ts";
import { SourceMemory } from "./kept.ts";

export interface Divisions {
  /** Whether the table has the division, of whatever day: a stored code stays known when it has ended. */
  exists(code: string): Promise<boolean>;
  /** Names from the province down; null where the table does not have the division. */
  path(code: string): Promise<readonly string[] | null>;
  /** Reads a text; where several divisions fit equally those of the region (`4201`, `42` or empty) come first. @param on `YYYY-MM-DD` */
  match(text: string, region: string, on: string): Promise<Matched>;
  /** What the packs have one level below, without what was added. */
  packed(code: string): Promise<readonly DivisionRow[]>;
  /** What was added below a division. */
  added(above: string): Promise<readonly DivisionRow[]>;
}

/** What the table is read from. */
interface DivisionsEnv {
  readonly ASSETS: Fetcher;
  readonly PUBLISHED: KVNamespace;
}

/** Whose additions are seen, and when. */
interface Reader {
  readonly issuer: { readonly code: IssuerCode };
  readonly now: number;
}

/** Rows kept per isolate: the country's 3,400, Wuhan's 3,900 and some forty counties; a row is about 200 bytes with its names. */
const MAX_KEPT_ROWS = 40_000;
/** Counties and cities whose packs one text may make the edge read. */
const MAX_BRANCHES = 8;
/** KV itself may be a minute behind. */
const ADDED_KEPT_MS = 20_000;
/** A code that only an addition can have may be anybody's invention: it makes KV be asked again so soon, and no sooner. */
const ASKED_AGAIN_MS = 2_000;
/** Counties and cities whose additions an isolate keeps. */
const MAX_KEPT_ADDED = 64;

interface Kept {
  readonly table: DivisionTable;
  readonly rows: number;
}

/** Least recently used first. One isolate serves one deployment, so the file's name is key enough. */
const kept = new Map<string, Kept | null>();

interface Additions {
  readonly table: DivisionTable;
  readonly rows: readonly DivisionRow[];
}

interface AddedBelow {
  readonly issuer: IssuerCode;
  readonly above: string;
}

const additions = new SourceMemory<AddedBelow, Additions, KVNamespace>({
  keyOf: ({ issuer, above }) => `${issuer}/${above}`,
  freshMs: ADDED_KEPT_MS,
  staleMs: ADDED_KEPT_MS,
  renewEveryMs: 0,
  max: MAX_KEPT_ADDED,
  async load(kv, { issuer, above }, now) {
    const rows = await publishedDivisions(kv, issuer, above);
    return { value: { table: tableOf(rows), rows }, at: now };
  },
});
const NOTHING_ADDED: Additions = { table: tableOf([]), rows: [] };

/** What was added just now is seen here at the next reading. */
export function forgetAdded(): void {
  additions.forgetWhere(() => true);
}

/** @param env `ASSETS` serves `/divisions/*.json`; rejects where it fails otherwise than by not having a file */
export function openDivisions({ ASSETS: assets, PUBLISHED }: DivisionsEnv, { issuer, now }: Reader): Divisions {
  async function load(file: string): Promise<DivisionTable | null> {
    const known = kept.get(file) ?? (kept.has(file) ? null : await fetchPack(assets, file));
    kept.delete(file);
    kept.set(file, known);
    forgetOldest();
    return known?.table ?? null;
  }

  /**
   * @param above a division that the table has: what is read of KV is bounded by what there is
   * @param wanted a code for which KV is asked again where what is kept does not have it
   */
  async function addedBelow(above: string, wanted?: string): Promise<Additions> {
    if (!isWithin(above, regionOf(issuer.code))) return NOTHING_ADDED;
    const below = { issuer: issuer.code, above };
    const isMissing = wanted !== undefined && additions.last(below)?.value.table.row(wanted) === undefined;
    const reading = additions.fresh(below, now, isMissing ? ASKED_AGAIN_MS : ADDED_KEPT_MS);
    return (reading ?? (await additions.renew(PUBLISHED, below, now))).value;
  }

  async function tableFor(code: string): Promise<DivisionTable | null> {
    const parsed = parseDivisionCode(code);
    if (!parsed.ok) return null;
    const country = await load(COUNTRY_PACK);
    if (country === null) throw new Error("The division packs are not among the assets");
    const above = ancestors(parsed.value).findLast(({ length }) => length <= 6) ?? parsed.value;
    // A county that is not there has no pack: nothing is fetched for a made-up code.
    if (code.length <= 6 || country.row(above) === undefined) return country;
    const branch = await load(branchPack(above));
    const tables = branch === null ? [country] : [country, branch];
    return joinTables(isAddedCode(code) ? [(await addedBelow(above, code)).table, ...tables] : tables);
  }

  return {
    exists: async (code) => (await tableFor(code))?.row(code) !== undefined,
    async path(code) {
      const table = await tableFor(code);
      const row = table?.row(code);
      return table === null || row === undefined ? null : pathOf(table, row.code);
    },
    async match(text, region, on) {
      const country = await load(COUNTRY_PACK);
      if (country === null) throw new Error("The division packs are not among the assets");
      const first = matchDivision(text, country, on, region);
      const files = first.matches.flatMap(({ code }) => branchesOf(country, code)).concat(namesOf(country, region));
      const wanted = [...new Set(files)].slice(0, MAX_BRANCHES);
      const branches = (await Promise.all(wanted.map(load))).filter((table) => table !== null);
      const above = region.length === 4 ? [region] : first.matches.map(({ code }) => code).filter(({ length }) => length === 6);
      const added = await Promise.all(above.slice(0, MAX_BRANCHES).map(async (code) => (await addedBelow(code)).table));
      return matchDivision(text, joinTables([...added, country, ...branches]), on, region);
    },
    packed: async (code) => (await tableFor(code))?.children(code) ?? [],
    async added(above) {
      const county = above.slice(0, COUNTY_DIGITS);
      const country = await load(COUNTRY_PACK);
      if (country?.row(county) === undefined) return [];
      return (await addedBelow(county)).rows.filter(({ code }) => isWithin(code, above));
    },
  };
}

/** Where the rest of a text may lie once its beginning was read: the county's own pack, or the city's names. */
function branchesOf(country: DivisionTable, code: string): readonly string[] {
  if (code.length === 6) return [branchPack(code)];
  return code.length === 4 ? namesOf(country, code) : [];
}

function namesOf(country: DivisionTable, region: string): readonly string[] {
  if (region.length !== 4) return [];
  // A city such as 东莞市 has its streets in the pack of its only county.
  const counties = country.children(region);
  const only = counties.length === 1 ? counties.map(({ code }) => branchPack(code)) : [];
  const row = country.row(region);
  return row === undefined || isPlaceholder(row) ? only : [cityPack(region), ...only];
}

async function fetchPack(assets: Fetcher, file: string): Promise<Kept | null> {
  const answer = await assets.fetch(`https://assets/divisions/${file}`);
  // A path that is no file is answered with the application's page: told apart by its type.
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
  for (const [file, each] of [...kept].toReversed()) {
    rows += each?.rows ?? 1;
    if (rows > MAX_KEPT_ROWS) kept.delete(file);
  }
}
