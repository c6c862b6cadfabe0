/**
 * What the colours of an issuer mean, by the table that it publishes, and the colour by which a gate judges a code of another issuer: up to the nation's colour of
 * the worst meaning, and down to the mildest colour of the gate's table that holds the worst meaning of that. Never milder on any way. Pure. docs/trust.md §12.
 */
import type { CodeColour } from "../code/claims.ts";
import { accept, refuse, type Refused, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** The meanings of colours, the mildest first. Beside this ladder grey is `registered` and a code without a colour `unshown`: neither becomes a colour. */
export const MEANINGS = ["clear", "lapsed", "fever", "contact", "isolation", "suspected", "case"] as const;
export type Meaning = (typeof MEANINGS)[number];

/** The colours of a table, the mildest first. */
export const TABLE_COLOURS = ["green", "yellow", "orange", "red"] as const;
export type TableColour = (typeof TABLE_COLOURS)[number];

export interface ColourRow {
  readonly colour: TableColour;
  readonly means: readonly Meaning[];
}

/** The worst meanings of its colours stand in the order of the colours, each worse than the one before. */
export interface ColourTable {
  readonly id: string;
  readonly version: number;
  readonly title: Sentence;
  /** The mildest first. */
  readonly colours: readonly ColourRow[];
}

/** The longest text of a table in bytes, and of all tables together that a deployment gives to phones. */
export const MAX_TABLE_BYTES = 4096;
export const MAX_TABLES_BYTES = 1_048_576;

/** The worst meaning of each colour of an issuer, after the way to the nation's colours; absent: the colour has no meaning that the nation has a colour for. */
export type RaisedColours = Readonly<Partial<Record<TableColour, Meaning>>>;

/** The colour by which the table of a gate's issuer has the colour of a code; `unknown`: there is no way, so that nobody passes by the colour. */
export type LocalColour = CodeColour | "unknown";

export interface ColourTableRefusal {
  readonly code:
    | "table_malformed"
    | "colour_unknown"
    | "colour_repeated"
    | "colours_out_of_order"
    | "meaning_unknown"
    | "meaning_repeated"
    | "green_not_clear"
    | "colour_milder";
  /** JSON Pointer (RFC 6901) into the table. */
  readonly field: string;
}

const ID = /^[a-z0-9-]{1,40}$/;
const MAX_VERSION = 1_000_000;
const MAX_TITLE = 80;

/** Checks a table in the order of its members; the first fault is the refusal. Further members are left out of the answer. */
export function checkColourTable(value: unknown): Result<ColourTable, ColourTableRefusal> {
  const { id, version, title, colours } = membersOf(value);
  const { zh, en } = membersOf(title);
  if (typeof id !== "string" || !ID.test(id)) return refused("table_malformed", "/id");
  if (!Number.isInteger(version) || Number(version) < 1 || Number(version) > MAX_VERSION)
    return refused("table_malformed", "/version");
  if (!isTitle(zh)) return refused("table_malformed", "/title/zh");
  if (!isTitle(en)) return refused("table_malformed", "/title/en");
  if (!Array.isArray(colours) || colours.length === 0) return refused("table_malformed", "/colours");
  const rows: ColourRow[] = [];
  for (const [index, each] of colours.entries()) {
    const row = checkRow(each, rows, `/colours/${index}`);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return accept({ id, version: Number(version), title: { zh, en }, colours: rows });
}

/** The form of the rows before is good. That each colour means something worse than the one before is what makes every way back end at the same colour or a worse one. */
function checkRow(value: unknown, before: readonly ColourRow[], field: string): Result<ColourRow, ColourTableRefusal> {
  const { colour: name, means } = membersOf(value);
  const colour = TABLE_COLOURS.find((one) => one === name);
  if (colour === undefined) return refused("colour_unknown", `${field}/colour`);
  if (before.some((one) => one.colour === colour)) return refused("colour_repeated", `${field}/colour`);
  const last = before[before.length - 1];
  if (last !== undefined && TABLE_COLOURS.indexOf(colour) < TABLE_COLOURS.indexOf(last.colour))
    return refused("colours_out_of_order", `${field}/colour`);
  if (!Array.isArray(means) || means.length === 0) return refused("table_malformed", `${field}/means`);
  const known: Meaning[] = [];
  for (const [index, each] of means.entries()) {
    const meaning = MEANINGS.find((one) => one === each);
    if (meaning === undefined) return refused("meaning_unknown", `${field}/means/${index}`);
    if (known.includes(meaning)) return refused("meaning_repeated", `${field}/means/${index}`);
    known.push(meaning);
  }
  const row = { colour, means: known };
  if (last === undefined && (colour !== "green" || !known.includes("clear"))) return refused("green_not_clear", field);
  return last !== undefined && rank(worstOf(row)) <= rank(worstOf(last))
    ? refused("colour_milder", `${field}/means`)
    : accept(row);
}

/** The text of a table: the bytes that its hash covers. */
export function tableText({ id, version, title, colours }: ColourTable): string {
  const rows = colours.map(({ colour, means }) => ({ colour, means }));
  return JSON.stringify({ id, version, title: { zh: title.zh, en: title.en }, colours: rows });
}

/** The mildest colour that holds the meaning, else the mildest one that holds the next worse meaning; null: the table has neither. */
export function colourOf({ colours }: ColourTable, meaning: Meaning): TableColour | null {
  for (const each of MEANINGS.slice(rank(meaning))) {
    const row = colours.find(({ means }) => means.includes(each));
    if (row !== undefined) return row.colour;
  }
  return null;
}

/** The worst meaning of a colour; null: the table does not have it. */
export function worstMeaning({ colours }: ColourTable, colour: CodeColour): Meaning | null {
  const row = colours.find((one) => one.colour === colour);
  return row === undefined ? null : worstOf(row);
}

/** The nation's colour for a colour of an issuer, that of the worst meaning; null: there is none. */
export function up(from: ColourTable, nation: ColourTable, colour: TableColour): TableColour | null {
  const worst = worstMeaning(from, colour);
  return worst === null ? null : colourOf(nation, worst);
}

/** The way up of all colours of an issuer, with the worst meaning at its end: all that a gate needs for the way down. */
export function raisedColours(from: ColourTable, nation: ColourTable): RaisedColours {
  const raised: Partial<Record<TableColour, Meaning>> = {};
  for (const { colour } of from.colours) {
    const national = up(from, nation, colour);
    const meaning = national === null ? null : worstMeaning(nation, national);
    if (meaning !== null) raised[colour] = meaning;
  }
  return raised;
}

/**
 * The colour by which the gate's policy judges. Grey and a code without a colour stay what they are.
 * @param raised of the code's issuer; undefined: it states no table, and its colours count as they stand; null: its table cannot be read
 * @param to the table of the gate's issuer
 */
export function converted(colour: CodeColour, raised: RaisedColours | null | undefined, to: ColourTable): LocalColour {
  if (colour === "none" || colour === "grey" || raised === undefined) return colour;
  const meaning = raised?.[colour];
  return (meaning === undefined ? null : colourOf(to, meaning)) ?? "unknown";
}

function rank(meaning: Meaning): number {
  return MEANINGS.indexOf(meaning);
}

function worstOf({ means }: ColourRow): Meaning {
  return means.reduce((worst, each) => (rank(each) > rank(worst) ? each : worst));
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function isTitle(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_TITLE;
}

function refused(code: ColourTableRefusal["code"], field: string): Refused<ColourTableRefusal> {
  return refuse({ code, field });
}
