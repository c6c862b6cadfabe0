/** What a person can do about a file of facts, or a line of one, that was not taken. One table, exhaustive. */
import type { Sentence } from "../sentence.ts";
import type { FactLineRefusal } from "../fact/fact-line.ts";

/** Of the file as a whole: before any line is looked at. */
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
    en: "The heading is wrong: each column once, and at least number, kind, from, source and reference.",
  },
  fact_line_too_long: { zh: "这一行太长。", en: "This line is too long." },
  fact_kind_unknown: { zh: "没有这个名单。", en: "There is no such list." },
  fact_reference_form: { zh: "编号应为 1 到 64 个字。", en: "A reference has 1 to 64 characters." },
  too_many_facts: {
    zh: "此人的记录已达 100 条上限，请核对名单。",
    en: "This person has 100 entries, the most there can be: check the list.",
  },
  facts_not_utf8: { zh: "文件编码不对，请另存为 UTF-8 编码。", en: "The file is not in UTF-8: save it as such." },
  facts_no_lines: { zh: "这不是按行的名单文件。", en: "This file has no lines as a list has." },
  facts_too_many: { zh: "一个文件最多 100 万行，请分开上传。", en: "A file has at most a million lines: divide it." },
  facts_other_file: {
    zh: "收到的内容与地址中的 SHA-256 不一致，请重新上传。",
    en: "What came does not have the SHA-256 of its address: send it again.",
  },
};
