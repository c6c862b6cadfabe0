/** The grounds on which an entry is taken back, as screens say them. */
import type { Sentence } from "../sentence.ts";
import type { Ground } from "./appeal.ts";

export const GROUND_WORDS: Readonly<Record<Ground, Sentence>> = {
  wrong_person: { zh: "不是此人", en: "Another person is meant" },
  ruled_out: { zh: "诊断已排除", en: "Ruled out by diagnosis" },
  entered_in_error: { zh: "录入有误", en: "Entered in error" },
};
