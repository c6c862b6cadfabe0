/** The divisions that match a partly typed name: first those with the whole name, by the same rules as on the server, then those whose name contains the text. Pure. */
import { type Match, matchDivision } from "../../domain/division/match.ts";
import { plain } from "../../domain/division/name.ts";
import { type DivisionRow, type DivisionTable, isPlaceholder, isValidOn, pathOf } from "../../domain/division/table.ts";

const MAX_OFFERED = 30;

/** At most 30 divisions within the region that exist on the day `on` (`YYYY-MM-DD`), best first; none for fewer than two characters. */
export function offer(typed: string, table: DivisionTable, on: string, region: string): readonly Match[] {
  const text = plain(typed);
  if (text.length < 2) return [];
  const { matches, unmatched } = matchDivision(text, table, on, region);
  const within = matches.filter(({ code }) => code.startsWith(region));
  const roots = unmatched === "" || matches.length === 0 ? [region] : within.map(({ code }) => code);
  const part = matches.length === 0 || unmatched === "" ? text : unmatched;
  const holding = roots
    .flatMap((root) => below(table, root))
    .filter((row) => plain(row.name).includes(part) && isValidOn(row, on) && !isPlaceholder(row))
    .map(({ code }) => ({ code, path: pathOf(table, code) }));
  const whole = unmatched === "" ? within : [];
  return [...new Map([...whole, ...holding].map((match) => [match.path.join("/"), match])).values()].slice(0, MAX_OFFERED);
}

function below(table: DivisionTable, code: string): readonly DivisionRow[] {
  return table.children(code).flatMap((row) => [row].concat(below(table, row.code)));
}
