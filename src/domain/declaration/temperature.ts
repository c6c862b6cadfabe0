/** Reads a typed temperature in °C with the decimal mark of any keyboard. Pure. Source: product.md §3. */
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";
import { CHINESE_STOP, fold } from "../typing/fold.ts";
import { digitsOf } from "../typing/number.ts";

export type TemperatureRefusal =
  | { readonly code: "temperature_missing" | "temperature_unread" }
  /** Three digits without a mark: 365. The screen asks whether `meant` is right. */
  | { readonly code: "temperature_point"; readonly meant: number };

const LABEL = /^(?:今天|现在)?的?(?:体温|温度)[: ]*(?:是|为)?/u;
const UNIT = /(?:摄氏)?度?(?:℃|°\s*c|c)?$/iu;
/** 36。5, 36,5, 36·5, 36'5, 36度5, 36点5. */
const DECIMAL_MARK = new RegExp(`^(\\d+) ?(?:[.,、·•'：:٫度点]|${CHINESE_STOP}) ?(\\d+)$`, "u");

/** The temperature as it was typed, whether a person can have it or not. */
export function readTemperature(text: string): Result<number, TemperatureRefusal> {
  const typed = digitsOf(fold(text))
    .replace(LABEL, "")
    .replace(new RegExp(`[,、!]+$|${CHINESE_STOP}+$`, "u"), "")
    .trim()
    .replace(UNIT, "")
    .trim();
  if (typed === "") return refuse({ code: text.trim() === "" ? "temperature_missing" : "temperature_unread" });
  const plain = typed.replace(DECIMAL_MARK, "$1.$2").replace(/\.$/, "");
  if (/^(?:3[4-9]|4[0-3])\d$/.test(plain)) return refuse({ code: "temperature_point", meant: Number(plain) / 10 });
  return /^\d{1,3}(?:\.\d{1,3})?$/.test(plain) ? accept(Number(plain)) : refuse({ code: "temperature_unread" });
}

export const TEMPERATURE_SENTENCES: Readonly<Record<TemperatureRefusal["code"], Sentence>> = {
  temperature_missing: { zh: "请填写体温，如 36.5。", en: "Enter the temperature, such as 36.5." },
  temperature_unread: { zh: "体温请只填数字，如 36.5。", en: "Enter the temperature in digits only, such as 36.5." },
  temperature_point: {
    zh: "体温少了小数点，请填成 36.5 这样。",
    en: "The temperature has no decimal point: enter it such as 36.5.",
  },
};
