/** A line of a file of facts: a CSV under its heading, or one JSON object a line. Pure; whether a source exists is not known here. Source: docs/facts.md. */
import { parseDivisionCode } from "../division/division.ts";
import { type DocumentRefusal, type IdentityDocument, type TypedDocument, checkDocument } from "../identity/document.ts";
import { columnsOf, MAX_LINE_CHARACTERS, typedLine } from "../list/line.ts";
import { type Result, accept, refuse } from "../result.ts";
import { FACT_KINDS, type Fact, type FactKind, type FactRefusal, checkFact } from "./fact.ts";

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
/** The name of an entry in its list. */
export const REFERENCE = /^[^\p{C}\p{Extended_Pictographic}\u2028\u2029]{1,64}$/u;

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
  const columns = columnsOf(FACT_COLUMNS, NEEDED, line);
  return columns === null ? refuse({ code: "fact_heading", field: null }) : accept(columns);
}

/** @param heading of a CSV; null for NDJSON. @param today the date in China */
export function readFactLine(heading: readonly Column[] | null, line: string, today: string): Result<FactLine, FactLineRefusal> {
  if (line.length > MAX_LINE_CHARACTERS) return refuse({ code: "fact_line_too_long", field: null });
  const typed = typedLine(FACT_COLUMNS, heading, line);
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

function isKind(kind: string | undefined): kind is FactKind {
  return FACT_KINDS.some((known) => known === kind);
}
