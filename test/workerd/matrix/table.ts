/** Reads the tables of rights into cells. A missing or repeated row is an error with its place. */
import { COMMUNITY_ROWS } from "./community-rows.ts";
import { DIVISION_ROWS } from "./division-rows.ts";
import { OPEN_ROWS } from "./open-rows.ts";
import { PEOPLE_ROWS } from "./people-rows.ts";

/**
 * The columns. `manager` manages the dependant in the rows of people; `dismissed` was collector and administrator of the
 * community until a moment ago, and still has the session and the grants of the account; the four administrators have the name of the level of their division. An
 * `operator` and a `client` (another system) have no session: their secrets open only the routes made for them.
 */
export const ROLES = [
  "visitor",
  "resident",
  "manager",
  "collector",
  "dismissed",
  "community",
  "street",
  "district",
  "city",
  "operator",
  "client",
] as const;
export type Role = (typeof ROLES)[number];

/** The words that a cell may have for a refusal or a result. A cell with a number expects this status; a dot means that there is no such place for the role. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["login", "401 not_logged_in"],
  ["admin", "403 not_administrator"],
  ["role", "403 no_role_here"],
  ["gate", "403 not_collector"],
  ["place", "422 division_unknown"],
  ["sign", "401 operator_request_refused"],
  ["two", "409 level_to_propose"],
  ["level", "422 not_a_street"],
  ["who", "404 person_not_found"],
  ["asked", "404 not_manager"],
  ["gone", "404 claim_not_found"],
  ["key", "401 client_refused"],
  ["token", "401 token_refused"],
  ["form", "400 invalid_request"],
  ["county", "403 county_only"],
  ["calm", "409 nothing_to_appeal"],
  ["none", "404 appeal_not_found"],
  // Only the host of issuer 0 answers.
  ["other", "404 not_found"],
  ["host", "422 not_the_nation"],
  // The act repeats the code of another issuer, so that the keys of this world stay.
  ["else", "400 bad_request"],
  ["ended", "404 review_not_found"],
  ["nokey", "404 passkey_not_found"],
  ["noseat", "403 passkey_without_office"],
  ["over", "409 passkey_challenge_over"],
  // The row before has begun to make one.
  ["fake", "422 passkey_refused"],
  ["empty", "404 administrator_not_found"],
  ["post", "404 appointment_not_found"],
  // An answer to passes has a result for each pass; these two are about the first one.
  ["taken", "200 registered"],
  ["away", "200 not_collector"],
]);

/** The division that each role's request names for each relation to its own. Source: product.md §4. */
const PLACES = `
             own            lower          above       other
  visitor    420107001002   .              420107001   420107001001
  resident   420107001002   .              420107001   420107001001
  manager    420107001002   .              420107001   420107001001
  collector  420107001002   .              420107001   420107001001
  dismissed  420107001002   .              420107001   420107001001
  community  420107001002   .              420107001   420107001001
  street     420107001      420107001002   420107      420107002001
  district   420107         420107001002   4201        420106001001
  city       4201           420107001002   42          420502001
  operator   420107001002   .              420107001   420107001001
  client     420107001002   .              420107001   420107001001
`;

const PERSONS = ["own", "theirs", "claimed"];

export interface Cell {
  /** `METHOD path` with the path as in OPERATIONS. */
  readonly route: string;
  readonly role: Role;
  /** The relation of the division or person in the path to the role, such as `own` or `lower`; `any` without one. */
  readonly at: string;
  /** The expected status, with the code of a refusal or the result of the first pass: `403 not_administrator`, `200 registered`. */
  readonly expected: string;
}

const WORDS = /\s+/;
const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

const places = new Map(
  linesOf(PLACES)
    .slice(1)
    .map((line) => {
      const [role = "", ...codes] = line.trim().split(WORDS);
      return [role, codes] as const;
    }),
);
const relations = linesOf(PLACES)[0]?.trim().split(WORDS) ?? [];

/** The division that a role addresses as its own, lower, above or other one; null without one. */
export function placeOf(role: Role, at: string): string | null {
  const code = places.get(role)?.[relations.indexOf(at)] ?? ".";
  return code === "." ? null : code;
}

/** The cells of all tables, without those that have a dot. */
export const CELLS: readonly Cell[] = [OPEN_ROWS, PEOPLE_ROWS, COMMUNITY_ROWS, DIVISION_ROWS].flatMap(cellsOf);

function cellsOf(text: string): readonly Cell[] {
  const [heading = "", ...lines] = linesOf(text);
  if (heading.trim().split(WORDS).join() !== ROLES.join()) throw new Error(`a table's columns are ${ROLES.join(" ")}`);
  const columns = beginnings(heading);
  let route = "";
  return lines.flatMap((line) => {
    if (!line.startsWith("  ")) {
      route = line.trim();
      return [];
    }
    const [at = "", ...words] = line.trim().split(WORDS);
    // Each cell must begin below its column's heading, because a reader follows the column downwards.
    if (beginnings(line).slice(1).join() !== columns.join())
      throw new Error(`${route}, ${at}: a cell for each role, under its heading`);
    return ROLES.flatMap((role, index) => cellOf(route, at, role, words[index] ?? "."));
  });
}

function beginnings(line: string): readonly number[] {
  return Array.from(line.matchAll(/\S+/g), ({ index }) => index);
}

function cellOf(route: string, at: string, role: Role, word: string): readonly Cell[] {
  if (word === "." && (route.includes(":division") ? placeOf(role, at) !== null : at !== "claimed"))
    throw new Error(`${route}, ${at}: ${role} has such a place, and the cell says nothing`);
  if (word === ".") return [];
  const expected = /^\d{3}$/.test(word) ? word : MARKS.get(word);
  if (expected === undefined) throw new Error(`${route}, ${at}, ${role}: ${word} is neither a status nor a mark`);
  return [{ route, role, at, expected }];
}

/** The relations for which the table needs a row of this route. */
export function rowsOf(path: string): readonly string[] {
  if (path.includes(":division")) return relations;
  return path.includes(":person") ? PERSONS : ["any"];
}
