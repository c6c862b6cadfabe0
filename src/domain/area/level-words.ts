/** What each risk level is called on a screen. Pure. */
import type { Sentence } from "../sentence.ts";
import type { AreaLevel } from "./area.ts";

export const LEVEL_WORDS: Readonly<Record<AreaLevel, Sentence>> = {
  low: { zh: "低风险", en: "Low" },
  medium: { zh: "中风险", en: "Medium" },
  high: { zh: "高风险", en: "High" },
};
