/** Phone numbers in groups for reading, and the sentence for an invalid number. */
import type { Problem } from "../../../contract/problem.ts";
import type { Sentence } from "../../../domain/sentence.ts";

/** A mainland number in groups of 3, 4 and 4 without its country code; other numbers unchanged. */
export function phoneWords(phone: string): string {
  return phone.replace(/^(?:\+86)?(1\d{2})(\d{4})(\d{4})$/, "$1 $2 $3");
}

/** The sentence of a problem. For an invalid phone number it is clearer than the problem's own sentence. */
export function sentenceOf({ code, pointer, sentence }: Problem): Sentence {
  return code === "bad_request" && pointer === "/phone"
    ? {
        zh: "这不是手机号，请检查后重填；港澳台号码要加区号，例如 +852。",
        en: "This is not a mobile number. Check it. Numbers of Hong Kong, Macao and Taiwan need their area code, such as +852.",
      }
    : sentence;
}
