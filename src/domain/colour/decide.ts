/** Decides a colour, with its reason and its end, from a rule set and a record. Pure and total; the record carries the present time. */
import { dayNumberAt, startOfDay } from "../china-time.ts";
import { NEVER } from "./check-ins.ts";
import type { ReadyRuleSet } from "../rules/check-rule-set.ts";
import { reader } from "../rules/operators.ts";
import { type ColourRecord, type Past, historyAt } from "./record.ts";
import type { Lasts, Outcome } from "../rules/rule-set.ts";
import { HOUR_MS } from "../instant.ts";

/** A decided colour. Times in ms since 1970. */
export interface Decision extends Past {
  readonly ruleSet: string;
  readonly version: number;
  /** The outcome of the row that decided. */
  readonly outcome: Outcome;
  /** The end of the colour; null if its time is not known: then the colour lasts until the event in `outcome.ends`. */
  readonly until: number | null;
  /** The next moment at which time alone may change the decision; null: never. */
  readonly nextAt: number | null;
}

/** Decides a colour: by the first row of the rule set whose condition holds, or by `otherwise` if none does. Source: product.md §6. */
export function decide({ ruleSet, conditions }: ReadyRuleSet, record: ColourRecord): Decision {
  const { at, history } = record;
  const index = conditions.findIndex(({ holds }) => holds(record));
  const outcome = ruleSet.rows[index] ?? ruleSet.otherwise;
  const { colour, name: row } = outcome;
  const goesOn = history.since !== null && history.colour === colour && history.row === row;
  const since = goesOn && history.since !== null ? history.since : at;
  const past = { colour, row, since, at, leftRedAt: leftRedAt(record, colour) };
  const after = goesOn ? record : { ...record, history: historyAt(past, dayNumberAt(at)) };
  return {
    ...past,
    ruleSet: ruleSet.id,
    version: ruleSet.version,
    outcome,
    until: untilOf(outcome.lasts, after, since),
    // Rows below the deciding row have no effect while its condition holds.
    nextAt: nextAt(index === -1 ? conditions : conditions.slice(0, index + 1), after),
  };
}

function leftRedAt({ at, history }: ColourRecord, colour: Outcome["colour"]): number | null {
  if (colour === "red") return null;
  return history.colour === "red" ? at : history.leftRedAt;
}

function untilOf(lasts: Lasts | null, record: ColourRecord, since: number): number | null {
  if (lasts === null) return null;
  if ("hours" in lasts) return laterThan(record.at, since + lasts.hours * HOUR_MS);
  const today = dayNumberAt(record.at);
  if ("until" in lasts) return dayIn(today, record.facts[lasts.until].endsInDays);
  const counted = "from" in lasts ? reader<number>(lasts.from)(record) : today - dayNumberAt(since);
  return counted === NEVER ? null : laterThan(record.at, dayIn(today, lasts.days - counted));
}

function nextAt(conditions: ReadyRuleSet["conditions"], record: ColourRecord): number | null {
  let next = NEVER;
  for (const { turns } of conditions) {
    for (const { variable, read, at } of turns) {
      const value = read(record);
      // While red continues, the count of days since its end stays 0.
      if (value === NEVER || (variable === "history.redDays" && record.history.colour === "red")) continue;
      const days = at === null ? value : at - value;
      if (days > 0 && days < next) next = days;
    }
  }
  return dayIn(dayNumberAt(record.at), next);
}

function dayIn(today: number, days: number): number | null {
  return days === NEVER ? null : startOfDay(today + days);
}

/** The end, or null if it is not after `at`: the colour then lasts until its event. */
function laterThan(at: number, until: number | null): number | null {
  return until !== null && until > at ? until : null;
}
