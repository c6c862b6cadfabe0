/** A line of a file of facts: a CSV under its heading, or one JSON object a line. Pure; whether a source exists is not known here. Source: docs/facts.md. */
import { parseDivisionCode } from "../division/division.ts";
import { type DocumentRefusal, type IdentityDocument, type TypedDocument, checkDocument } from "../identity/document.ts";
import { type Result, accept, refuse } from "../result.ts";
import { csvCells } from "./csv-cells.ts";
import { FACT_KINDS, type Fact, type FactKind, type FactRefusal, checkFact } from "./facts.ts";

export type FactFormat = "csv" | "ndjson";

/** The names of the columns: each also in Chinese. */
export const FACT_COLUMNS = {
  type: "证件类型",
  number: "证件号码",
  nationality: "国籍",
  birthDate: "出生日期",
  kind: "名单",
  from: "开始日期",
  until: "结束日期",
  source: "来源地区",
  reference: "编号",
} as const;
type Column = keyof typeof FACT_COLUMNS;
const NEEDED: readonly Column[] = ["number", "kind", "from", "source", "reference"];
/** A line that names no type of document means a resident identity card. */
const RESIDENT_CARD = "10";
const MAX_LINE_CHARACTERS = 2000;
const REFERENCE = /^[^\p{C}\p{Extended_Pictographic}\u2028\u2029]{1,64}$/u;

export interface FactLine {
  readonly document: IdentityDocument;
  readonly fact: Fact & { readonly source: string; readonly reference: string };
}

export interface FactLineRefusal {
  readonly code:
    | DocumentRefusal["code"]
    | FactRefusal["code"]
    | "fact_line_form"
    | "fact_heading"
    | "fact_line_too_long"
    | "fact_kind_unknown"
    | "fact_reference_form"
    | "division_unknown";
  /** The column that is wrong; null: the line as a whole. */
  readonly field: string | null;
}

/** The columns of a CSV's heading, in their order; refused where one is unknown, twice there, or missing. */
export function readHeading(line: string): Result<readonly Column[], FactLineRefusal> {
  const columns = csvCells(line)?.map(columnOf) ?? [];
  const known = columns.filter((column) => column !== null);
  const isWhole = known.length === columns.length && new Set(known).size === known.length;
  if (!isWhole || !NEEDED.every((column) => known.includes(column))) return refuse({ code: "fact_heading", field: null });
  return accept(known);
}

/** @param heading of a CSV; null for NDJSON. @param today the date in China */
export function readFactLine(heading: readonly Column[] | null, line: string, today: string): Result<FactLine, FactLineRefusal> {
  if (line.length > MAX_LINE_CHARACTERS) return refuse({ code: "fact_line_too_long", field: null });
  const typed = heading === null ? fromJson(line) : fromCells(heading, line);
  if (typed === null) return refuse({ code: "fact_line_form", field: null });
  const { type, number, nationality, birthDate, kind, from, until, source, reference } = typed;
  const shown: TypedDocument = { type: type || RESIDENT_CARD, number: number ?? "", nationality, birthDate };
  const document = checkDocument(shown, today);
  if (!document.ok) return refuse(document.refusal);
  if (!isKind(kind)) return refuse({ code: "fact_kind_unknown", field: "kind" });
  if (!parseDivisionCode(source ?? "").ok) return refuse({ code: "division_unknown", field: "source" });
  if (!REFERENCE.test(reference ?? "")) return refuse({ code: "fact_reference_form", field: "reference" });
  const entry = { kind, from: from ?? "", until: until || null, source: source ?? "", reference: reference ?? "" };
  const fact = checkFact(entry, today);
  if (!fact.ok) return refuse({ code: fact.refusal.code, field: fact.refusal.field.slice(1) });
  return accept({ document: document.value, fact: fact.value });
}

type Typed = Partial<Readonly<Record<Column, string>>>;

function fromCells(heading: readonly Column[], line: string): Typed | null {
  const cells = csvCells(line);
  if (cells?.length !== heading.length) return null;
  return Object.fromEntries(heading.map((column, index) => [column, cells[index] ?? ""]));
}

/** Texts only, under known names: a number would have lost its last digits. An end that is not known may be null. */
function fromJson(line: string): Typed | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter(([name, text]) => name !== "until" || text !== null);
  const areTexts = entries.every(([name, text]) => Object.hasOwn(FACT_COLUMNS, name) && typeof text === "string");
  return areTexts ? Object.fromEntries(entries) : null;
}

function columnOf(name: string): Column | null {
  const found = Object.entries(FACT_COLUMNS).find(([column, chinese]) => column === name || chinese === name);
  return (found?.[0] as Column | undefined) ?? null;
}

function isKind(kind: string | undefined): kind is FactKind {
  return FACT_KINDS.some((known) => known === kind);
}
