/** The grounds on which an appeal is granted, as screens say them. */
import type { Sentence } from "../sentence.ts";
import type { Ground } from "./appeal.ts";

export const GROUND_WORDS: Readonly<Record<Ground, Sentence>> = {
  wrong_person: { zh: "不是此人", en: "Another person is meant" },
  ruled_out: { zh: "诊断已排除", en: "Ruled out by diagnosis" },
  entered_in_error: { zh: "录入有误", en: "Entered in error" },
  tested_negative: { zh: "附有阴性检测结果", en: "A negative test came with it" },
};
