/** Reads lists of applications to become an administrator, one per line: name, division and phone. Checks the form only; looks up no division and no phone. Source: product.md §4. */
import { checkName, type PersonName } from "../identity/name.ts";
import { checkPhone, type PhoneNumber } from "../identity/phone.ts";
import type { Sentence } from "../sentence.ts";

/** The most lines per request: each line costs several calls of objects, and the platform allows a request a thousand calls. */
export const MAX_APPLICATION_LINES = 200;
const MAX_LINE_CHARACTERS = 200;
const MAX_DIVISION_CHARACTERS = 100;

interface Application {
  readonly name: PersonName;
  /** The division as the line names it; not looked up. */
  readonly division: string;
  readonly phone: PhoneNumber;
}

export interface ListedApplication extends Application {
  /** The number of the line, from 1; empty lines count. */
  readonly line: number;
}

export type LineFault =
  | "line_too_long"
  | "line_parts"
  | "line_name"
  | "line_division"
  | "line_phone"
  | "line_repeated"
  | "too_many_lines";

export interface WrongLine {
  readonly line: number;
  readonly code: LineFault;
}

export interface ApplicationList {
  readonly good: readonly ListedApplication[];
  readonly wrong: readonly WrongLine[];
}

/** Separators of the three parts. The first one that gives three parts is used: the plus of the format, a tab of a sheet, commas and semicolons, spaces. */
const SEPARATORS = [/\s*[+＋]\s*/u, /\s*\t\s*/u, /\s*[,，、;；]\s*/u, /\s+/u];
const HEADING = /^姓名/u;

/**
 * The good lines, and the wrong lines with number and reason. A repeated line is wrong. A heading and empty lines are skipped.
 * @param maxLines the most lines that are read; larger than the limit of a request if the caller sends the list in several requests
 */
export function readApplicationList(text: string, maxLines = MAX_APPLICATION_LINES): ApplicationList {
  const good: ListedApplication[] = [];
  const wrong: WrongLine[] = [];
  const earlier = new Set<string>();
  for (const [index, source] of text.split(/\r\n|\r|\n/u).entries()) {
    const line = index + 1;
    const trimmed = source.replace(/^\ufeff/u, "").trim();
    if (trimmed === "" || (index === 0 && HEADING.test(trimmed))) continue;
    if (good.length + wrong.length >= maxLines) {
      wrong.push({ line, code: "too_many_lines" });
      break;
    }
    const read = readLine(trimmed);
    if (typeof read === "string") wrong.push({ line, code: read });
    else if (earlier.has(keyOf(read))) wrong.push({ line, code: "line_repeated" });
    else good.push({ line, ...read });
    if (typeof read !== "string") earlier.add(keyOf(read));
  }
  return { good, wrong };
}

function readLine(line: string): Application | LineFault {
  if (line.length > MAX_LINE_CHARACTERS) return "line_too_long";
  const parts = SEPARATORS.map((separator) =>
    line
      .split(separator)
      .map(unquoted)
      .filter((part) => part !== ""),
  ).find(({ length }) => length === 3);
  const [name, division, phone] = parts ?? [];
  if (name === undefined || division === undefined || phone === undefined) return "line_parts";
  const checkedName = checkName(name);
  if (!checkedName.ok) return "line_name";
  if (division.length > MAX_DIVISION_CHARACTERS) return "line_division";
  const checkedPhone = checkPhone(phone);
  return checkedPhone.ok ? { name: checkedName.value, division, phone: checkedPhone.value } : "line_phone";
}

/** A sheet saved as CSV may quote its cells. RFC 4180 §2. */
function unquoted(part: string): string {
  return part.replace(/^"(.*)"$/u, "$1").trim();
}

function keyOf({ name, division, phone }: Application): string {
  return `${name}\n${division}\n${phone}`;
}

export const LINE_SENTENCES: Readonly<Record<LineFault, Sentence>> = {
  line_too_long: { zh: "这一行太长。", en: "This line is too long." },
  line_parts: {
    zh: "每行应为：姓名 + 管理社区 + 手机号。",
    en: "A line must have the form: name + division + phone number.",
  },
  line_name: { zh: "姓名的写法不对。", en: "The name is not well formed." },
  line_division: { zh: "管理社区太长。", en: "The division is too long." },
  line_phone: { zh: "手机号不对。", en: "The phone number is wrong." },
  line_repeated: { zh: "与前面的一行相同。", en: "This line repeats an earlier one." },
  too_many_lines: {
    zh: "行数超过一次的上限，其余请另行提交。",
    en: "The list has too many lines: send the rest separately.",
  },
};
