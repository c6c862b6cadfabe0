/** What a person can do about a risk level that was not taken. One table, exhaustive. */
import type { Sentence } from "../sentence.ts";
import type { AreaRefusal, EnterAreaRefusal } from "./area.ts";

type AreaCode = Extract<AreaRefusal["code"], `area_${string}`> | EnterAreaRefusal["code"] | "area_level_unknown" | "area_heading";

export const AREA_SENTENCES: Readonly<Record<AreaCode, Sentence>> = {
  area_not_a_county: { zh: "请用县级区划的 6 位代码。", en: "Name a county by its 6 digits." },
  area_date_range: {
    zh: "开始日期应在 2019 年 12 月 1 日以后，最多提前 31 天。",
    en: "The first day is 1 December 2019 or later, and at most 31 days ahead.",
  },
  area_overlap: {
    zh: "与这个县区已有的风险等级日期重叠，请核对起止日期。",
    en: "This county has a level on some of these days already: check the days.",
  },
  too_many_areas: { zh: "这个县区的记录已达上限。", en: "There are too many entries for this county." },
  area_level_unknown: { zh: "风险等级应为低、中或高。", en: "A level is low, medium or high." },
  area_heading: {
    zh: "表头不对：每栏一次，至少有区划代码、风险等级、开始日期、来源地区、编号。",
    en: "The heading is wrong: each column once, and at least division, level, from, source and reference.",
  },
};
