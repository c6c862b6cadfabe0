/** Reads a one-time password as people type, paste and dictate it; the whole message may be pasted. Pure. */
import { fold } from "../typing/fold.ts";
import { digitsOf, readNumber } from "../typing/number.ts";

export const PASSWORD_DIGITS = 6;

/** The six digits behind their name in a message, otherwise the first six that stand alone. */
const NAMED = /(?:验证码|校验码|code|password)[^\d]{0,12}(\d{3})[ -]?(\d{3})(?!\d)/i;
const ALONE = /(?:^|\D)(\d{3})[ -]?(\d{3})(?!\d)/;

/** Null if the text does not have six digits, or has more of them and no message around them. */
export function readPassword(text: string): string | null {
  const digits = readNumber(text);
  if (/^\d*$/.test(digits)) return digits.length === PASSWORD_DIGITS ? digits : null;
  const message = digitsOf(fold(text));
  const [, first = "", second = ""] = NAMED.exec(message) ?? ALONE.exec(message) ?? [];
  return first === "" ? null : first + second;
}
