/** Reads a line of a file of facts: CSV with a heading, or one JSON object per line. Pure; does not check that a source exists. Source: docs/facts.md. */
import { parseDivisionCode } from "../division/division.ts";
import { checkDocument, type DocumentRefusal, type IdentityDocument, type TypedDocument } from "../identity/document.ts";
import { chineseDate, type Columns, columnsOf, MAX_LINE_CHARACTERS, typedLine } from "../list/line.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { checkFact, type Fact, FACT_KINDS, FACT_WORDS, type FactKind, type FactRefusal } from "./fact.ts";

/** The columns, each with its Chinese name. */
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
/** The type of document that counts if a line names none: the resident identity card. */
const RESIDENT_CARD = "10";
/** The form of a reference, the name of an entry in its list: 1 to 64 characters without controls and pictographs. */
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
  /** The wrong column; null if the whole line is wrong. */
  readonly field: string | null;
}

/** The columns of a CSV's heading, in their order. Refuses an unknown or repeated column, or if a needed one is missing. */
export function readHeading(line: string): Result<Columns<Column>, FactLineRefusal> {
  const columns = columnsOf(FACT_COLUMNS, NEEDED, line);
  return columns === null ? refuse({ code: "fact_heading", field: null }) : accept(columns);
}

/** The document and the fact of a line; the first fault is the refusal. @param heading the columns of a CSV; null for NDJSON. @param today the date in China */
export function readFactLine(heading: Columns<Column> | null, line: string, today: string): Result<FactLine, FactLineRefusal> {
  if (line.length > MAX_LINE_CHARACTERS) return refuse({ code: "fact_line_too_long", field: null });
  const typed = typedLine(FACT_COLUMNS, heading, line);
  if (typed === null) return refuse({ code: "fact_line_form", field: null });
  const { type, number, nationality, birthDate, kind, from, until, source, reference } = typed;
  const typedDocument: TypedDocument = { type: type || RESIDENT_CARD, number: number ?? "", nationality, birthDate };
  const document = checkDocument(typedDocument, today);
  if (!document.ok) return refuse(document.refusal);
  const list = kindOf(kind ?? "");
  if (list === null) return refuse({ code: "fact_kind_unknown", field: "kind" });
  if (!parseDivisionCode(source ?? "").ok) return refuse({ code: "division_unknown", field: "source" });
  if (!REFERENCE.test(reference ?? "")) return refuse({ code: "fact_reference_form", field: "reference" });
  const entry = {
    kind: list,
    from: chineseDate(from ?? ""),
    until: chineseDate(until ?? "") || null,
    source: source ?? "",
    reference: reference ?? "",
  };
  const fact = checkFact(entry, today);
  if (!fact.ok) return refuse({ code: fact.refusal.code, field: fact.refusal.field.slice(1) });
  return accept({ document: document.value, fact: fact.value });
}

/** The list by its name, or by its Chinese word as spreadsheets have it. */
function kindOf(text: string): FactKind | null {
  return FACT_KINDS.find((kind) => kind === text || FACT_WORDS[kind].zh === text) ?? null;
}

/** Refusals of a whole file, while the server receives it. */
export interface FactFileRefusal {
  readonly code: "facts_not_utf8" | "facts_no_lines" | "facts_too_many" | "facts_other_file";
}

type LineCode = Extract<
  FactLineRefusal["code"],
  `fact_${"line_form" | "heading" | "line_too_long" | "kind_unknown" | "reference_form"}`
>;

export const FACT_LINE_SENTENCES: Readonly<Record<LineCode | "too_many_facts" | FactFileRefusal["code"], Sentence>> = {
  fact_line_form: { zh: "这一行的格式不对，请核对各栏。", en: "This line is not well formed: check its columns." },
  fact_heading: {
    zh: "表头不对：每栏一次，至少有证件号码、名单、开始日期、来源地区、编号。",
    en: "The heading is wrong: it must have each column once, and at least number, kind, from, source and reference.",
  },
  fact_line_too_long: { zh: "这一行太长。", en: "This line is too long." },
  fact_kind_unknown: {
    zh: "名单只能填：确诊病例、密切接触者、集中隔离等（模板里有全部写法）。",
    en: "There is no such list: the template has all names.",
  },
  fact_reference_form: { zh: "编号应为 1 到 64 个字。", en: "A reference has 1 to 64 characters." },
  too_many_facts: {
    zh: "此人的记录已达 100 条上限，请核对名单。",
    en: "This person already has 100 entries, which is the limit: check the list.",
  },
  facts_not_utf8: { zh: "文件编码不对，请另存为 UTF-8 编码。", en: "The file is not in UTF-8: save it in UTF-8." },
  facts_no_lines: { zh: "这不是按行的名单文件。", en: "This file is not a list of lines." },
  facts_too_many: { zh: "一个文件最多 100 万行，请分开上传。", en: "A file has at most 1,000,000 lines: divide it." },
  facts_other_file: {
    zh: "收到的内容与地址中的 SHA-256 不一致，请重新上传。",
    en: "The content does not match the SHA-256 in the address: send the file again.",
  },
};
