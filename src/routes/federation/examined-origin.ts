/** Reads the fixed paths below the origin of an issuer that is examined. The origin is one of the register's form, from a file that its own issuer has signed; no redirect is followed. */
import { answerText, UnreadableText } from "../../token/status/bounded-bytes.ts";

/** For the whole answer, so that both rounds of an examination end while the officer's page waits. */
const PATIENCE_MS = 7000;

const SERVER_ERROR = 500;

/** `wrong_type`: another content type than the fixed one. `refused`: another status than 200 to 299, or more bytes than allowed. `silent`: no answer, or the error of a proxy in place of it (Cloudflare answers 522 for no connection, 526 for a wrong certificate). Times in ms. */
export type Fetched =
  | {
      readonly state: "answered";
      readonly text: string;
      readonly date: number | null;
      readonly from: number;
      readonly to: number;
    }
  | { readonly state: "refused" }
  | { readonly state: "wrong_type" }
  | { readonly state: "silent" };

/** @param type the exact content type; null: any */
export type Fetch = (path: string, maxBytes: number, type: string | null) => Promise<Fetched>;

/** @param origin of `isMemberOrigin` */
export function originBelow(origin: string): Fetch {
  return async (path, maxBytes, type) => {
    const from = Date.now();
    let answer: Response;
    try {
      answer = await fetch(`${origin}${path}`, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch {
      return { state: "silent" };
    }
    const to = Date.now();
    if (answer.status >= SERVER_ERROR) {
      await answer.body?.cancel();
      return { state: "silent" };
    }
    try {
      const text = await answerText(answer, maxBytes, type);
      const date = Date.parse(answer.headers.get("date") ?? "");
      return text === null ? { state: "refused" } : { state: "answered", text, date: Number.isNaN(date) ? null : date, from, to };
    } catch (fault) {
      return { state: fault instanceof UnreadableText && fault.fault === "wrong_type" ? "wrong_type" : "refused" };
    }
  };
}
