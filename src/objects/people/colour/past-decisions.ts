/** The decisions of one person as they are told, each with whether the chain still holds where it stands. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import { withheld } from "../../../domain/review/review.ts";
import { CHAIN_START, chainHash } from "../../chain/chain-hash.ts";
import type { Chained, ColourStore, DecisionRow } from "./colour-store.ts";
import type { DecisionsView, PastDecision } from "./rpc.ts";

/** Months of daily check-ins; who asks for more is shown the newest. */
const MAX_SHOWN = 200;

/** Reads all of it before it waits for anything. @param after only those that looked at a later declaration than this one */
export async function pastDecisions(
  colours: ColourStore,
  person: PersonKey,
  after: number,
): Promise<Omit<DecisionsView, "maskedName">> {
  const chained = colours.past(person, MAX_SHOWN + 1);
  const all = await Promise.all(chained.map(decisionOf));
  const decisions = all
    .map((decision, index) => ({ ...decision, was: all[index + 1]?.colour ?? null }))
    .slice(0, MAX_SHOWN)
    .filter(({ declaration }) => declaration === null || declaration > after);
  return { complete: chained.length <= MAX_SHOWN, decisions };
}

async function decisionOf(chained: Chained): Promise<Omit<PastDecision, "was">> {
  const row = JSON.parse(chained.body) as DecisionRow;
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
    intact: await isIntact(chained),
  };
}

/** Whether its text is what its hash was made over, and it is still the one that the next follows: no row is changed unseen. */
async function isIntact({ body, hash, before, after }: Chained): Promise<boolean> {
  const own = await chainHash(before ?? CHAIN_START, body);
  return own === hash && (after === null || (await chainHash(hash, after.body)) === after.hash);
}
