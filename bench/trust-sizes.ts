/** The gzipped sizes of the files of trust of 600 members, for a reader that has none, and for one that has those of the day before. docs/trust.md. */
import { gzipSync } from "node:zlib";
import { bookText } from "../src/token/federation/book.ts";
import { ALL_MEMBERS, benchNation } from "./nation.ts";
import type { Figure } from "./rounds.ts";
import { bound, kilobytes } from "./sizes.ts";

const CHANGES_A_DAY = 20;
/** Each issuer signs its statement again once a week. */
const STATEMENTS_A_DAY = CHANGES_A_DAY + Math.ceil(ALL_MEMBERS / 7);

/** Root, state, register and book. */
export async function trustFirstKb(): Promise<Figure> {
  const { root, state, register, book } = await benchNation(ALL_MEMBERS, Date.now());
  return bound("trust_first_kb", sizeOf(root, state, register, bookText(book, 0)), 400);
}

/** A state, and the statements with other keys. */
export async function trustDayKb(): Promise<Figure> {
  const nation = await benchNation(ALL_MEMBERS, Date.now());
  const [changes, all] = [await nation.nextDay(CHANGES_A_DAY), await nation.nextDay(STATEMENTS_A_DAY)];
  process.stdout.write(
    `  with the statements that are signed again each week: ${sizeOf(all.state, all.book)} KB; a state alone: ${sizeOf(all.state)} KB\n`,
  );
  return bound("trust_day_kb", sizeOf(changes.state, changes.book), 20);
}

function sizeOf(...files: readonly string[]): number {
  return kilobytes(files.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0));
}
