/** The decisions of one person as the person or an administrator sees them, each with the result of its chain check. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { withheld } from "../../../domain/review/review.ts";
import type { ColourStore, DecisionRow } from "./colour-store.ts";
import type { DecisionsView, PastDecision } from "./rpc.ts";

/** Enough for months of daily check-ins. Of more decisions, the newest are returned. */
const MAX_SHOWN = 200;

/**
 * At most MAX_SHOWN decisions, newest first. Reads all rows before the first await.
 * @param after leaves out decisions about declarations up to this number
 */
export async function pastDecisions(
  colours: ColourStore,
  person: PersonKey,
  after: number,
): Promise<Omit<DecisionsView, "maskedName" | "proof">> {
  const past = colours.past(person, MAX_SHOWN + 1);
  const intact = await colours.decisions.intact(past.map(({ seq }) => seq));
  const all = past.map(({ seq, body }) => ({ ...decisionOf(JSON.parse(body) as DecisionRow), intact: intact.has(seq) }));
  const decisions = all
    .map((decision, index) => ({ ...decision, was: all[index + 1]?.colour ?? null }))
    .slice(0, MAX_SHOWN)
    .filter(({ declaration }) => declaration === null || declaration > after);
  return { complete: past.length <= MAX_SHOWN, decisions };
}

function decisionOf(row: DecisionRow): Omit<PastDecision, "was" | "intact"> {
  const { at, since, until, ruleSet, version, declaration, facts, checkIn, review = null, reviewed = null } = row;
  return {
    at,
    colour: withheld(row.colour, review),
    row: row.row,
    since,
    until,
    ruleSet,
    version,
    declaration,
    facts,
    checkedIn: checkIn !== null,
    review: reviewed ?? (review === null ? null : "waiting"),
  };
}
