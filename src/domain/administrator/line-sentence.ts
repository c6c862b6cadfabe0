/** What a person can do about a line of a list that was not taken. One table, exhaustive. */
import type { Sentence } from "../sentence.ts";
import type { LineFault } from "./application-list.ts";

export const LINE_SENTENCES: Readonly<Record<LineFault, Sentence>> = {
  line_too_long: { zh: "这一行太长。", en: "This line is too long." },
  line_parts: {
    zh: "每行应为：姓名 + 管理社区 + 手机号。",
    en: "A line is: name + division + phone number.",
  },
  line_name: { zh: "姓名的写法不对。", en: "The name is not well formed." },
  line_division: { zh: "管理社区太长。", en: "The division is too long." },
  line_phone: { zh: "手机号不对。", en: "The phone number is wrong." },
  line_repeated: { zh: "与前面的一行相同。", en: "This line repeats an earlier one." },
  too_many_lines: {
    zh: "行数超过一次的上限，其余请另行提交。",
    en: "There are more lines than go at a time: send the rest separately.",
  },
};
