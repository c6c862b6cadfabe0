/** Reads a line of a file of risk levels. Pure; does not check that a county exists. Source: docs/facts.md. */
import { REFERENCE } from "../fact/fact-line.ts";
import { parseDivisionCode } from "../division/division.ts";
import { chineseDate, type Columns, columnsOf, MAX_LINE_CHARACTERS, typedLine } from "../list/line.ts";
import { accept, refuse, type Result } from "../result.ts";
import { AREA_LEVELS, type AreaEntry, type AreaLevel, type AreaRefusal, checkArea } from "./area.ts";

/** The columns, each with its Chinese name. */
export const AREA_COLUMNS = {
  division: "区划代码",
  level: "风险等级",
  from: "开始日期",
  until: "结束日期",
  source: "来源地区",
  reference: "编号",
} as const;
type Column = keyof typeof AREA_COLUMNS;
const NEEDED: readonly Column[] = ["division", "level", "from", "source", "reference"];
/** Levels as Chinese lists write them. */
const LEVEL_WORDS: Readonly<Record<string, AreaLevel>> = {
  低: "low",
  中: "medium",
  高: "high",
  低风险: "low",
  中风险: "medium",
  高风险: "high",
};

export interface AreaLineRefusal {
  readonly code:
    | AreaRefusal["code"]
    | "area_heading"
    | "area_level_unknown"
    | "fact_line_form"
    | "fact_line_too_long"
    | "fact_reference_form"
    | "division_unknown";
  /** The wrong column; null if the whole line is wrong. */
  readonly field: string | null;
}

/** The columns of a CSV's heading, in their order. Refuses an unknown or repeated column, or if a needed one is missing. */
export function readAreaHeading(line: string): Result<Columns<Column>, AreaLineRefusal> {
  const columns = columnsOf(AREA_COLUMNS, NEEDED, line);
  return columns === null ? refuse({ code: "area_heading", field: null }) : accept(columns);
}

/** The entry of a line; the first fault is the refusal. @param columns of a CSV; null for NDJSON. @param today the date in China */
export function readAreaLine(columns: Columns<Column> | null, line: string, today: string): Result<AreaEntry, AreaLineRefusal> {
  if (line.length > MAX_LINE_CHARACTERS) return refuse({ code: "fact_line_too_long", field: null });
  const typed = typedLine(AREA_COLUMNS, columns, line);
  if (typed === null) return refuse({ code: "fact_line_form", field: null });
  const { division = "", from = "", until, source = "", reference = "" } = typed;
  const level = levelOf(typed.level ?? "");
  if (level === null) return refuse({ code: "area_level_unknown", field: "level" });
  if (!parseDivisionCode(source).ok) return refuse({ code: "division_unknown", field: "source" });
  if (!REFERENCE.test(reference)) return refuse({ code: "fact_reference_form", field: "reference" });
  const checked = checkArea(
    { division, level, from: chineseDate(from), until: chineseDate(until ?? "") || null, source, reference },
    today,
  );
  return checked.ok ? checked : refuse({ code: checked.refusal.code, field: checked.refusal.field.slice(1) });
}

function levelOf(text: string): AreaLevel | null {
  return AREA_LEVELS.find((level) => level === text) ?? LEVEL_WORDS[text] ?? null;
}
