/** The table of exported passes: the lines about the export, the header, and the cells of one pass. Also writes the CSV file; pass-xlsx.ts writes the workbook. */
import { CHINA_OFFSET_MS } from "../../domain/china-time.ts";
import { MARK_WORDS, marksIn } from "../../domain/community/marks.ts";
import type { LocalColour } from "../../domain/federation/colour-table.ts";
import { ANSWER_WORDS } from "../../domain/passage/passage.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../domain/history/csv.ts";
import type { PassView } from "../../objects/community/pass.ts";
import { instantOf } from "../../domain/instant.ts";

export interface ExportFacts {
  readonly purpose: string;
  /** Name and code of the division in whose name the export was made. */
  readonly office: string;
  /** The time of the export, ms. */
  readonly at: number;
}

/** Writes a file of passes piece by piece. Each call returns the bytes that can be sent now, possibly none. */
export interface PassFile {
  begin(): Uint8Array;
  add(passes: readonly PassView[]): Uint8Array;
  end(): Uint8Array;
}

export const HEADER = [
  "时间（北京时间）",
  "采集点",
  "姓名",
  "码色",
  "采集员电话",
  "采集员编号",
  "登记编号",
  "标记",
  "通行判定",
  "通行规则",
  "按本地码色",
] as const;

const COLOURS: Readonly<Record<LocalColour, string>> = {
  unknown: "无法换算",
  none: "已申报",
  grey: "灰码",
  green: "绿码",
  yellow: "黄码",
  red: "红码",
  orange: "橙码",
};

/** The lines above the header: purpose, office and time of the export. */
export function factLines({ purpose, office, at }: ExportFacts): readonly (readonly [string, string])[] {
  return [
    ["用途", purpose],
    ["导出单位", office],
    ["导出时间（北京时间）", momentText(at)],
  ];
}

/** The cells of a pass for all columns after the time. */
export function wordsOf(pass: PassView): readonly string[] {
  const { id, pointName, maskedName, colour, localColour, marks, answer, policy, collectorId, collectorPhone } = pass;
  return [
    pointName,
    maskedName,
    COLOURS[colour],
    collectorPhone,
    collectorId,
    id,
    marksIn(marks)
      .map((mark) => MARK_WORDS[mark].zh)
      .join("、"),
    answer ? ANSWER_WORDS[answer].zh : "",
    policy ?? "",
    localColour ? COLOURS[localColour] : "",
  ];
}

/** `2020-02-29 20:15:29` in China. */
export function momentText(at: number): string {
  const local = instantOf(at + CHINA_OFFSET_MS);
  return `${local.slice(0, 10)} ${local.slice(11, 19)}`;
}

export function csvFile(facts: ExportFacts): PassFile {
  const encoder = new TextEncoder();
  return {
    begin: () => encoder.encode(BYTE_ORDER_MARK + [...factLines(facts), HEADER].map(csvLine).join("")),
    add: (passes) => encoder.encode(passes.map(lineOf).join("")),
    end: () => new Uint8Array(),
  };
}

function lineOf(pass: PassView): string {
  return csvLine([momentText(pass.at), ...wordsOf(pass)]);
}
