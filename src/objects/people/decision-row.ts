/** One decision as it is kept: by the rule set of its moment, on what is known of the person, after the one before. Pure. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import { decide } from "../../domain/colour/decide.ts";
import { recordOf } from "../../domain/colour/record.ts";
import { reviewAfter, type ReviewGround, reviewLapse } from "../../domain/review/review.ts";
import { nextSuccession, ruleSetFor } from "../../domain/rules/succession.ts";
import { dayOf, startOfDay, today } from "../../domain/china-time.ts";
import type { CheckInRow } from "./check-in-store.ts";
import { circumstancesOf, type Stated } from "./circumstances.ts";
import type { DecisionRow, KeptDecision } from "./colour/colour-store.ts";
import type { FactRow } from "./fact-store.ts";
import type { OriginRisk } from "./colour/origins.ts";

export interface Known {
  /** All that the issuer decides by, in order. */
  readonly sets: readonly ReadyRuleSet[];
  readonly issuer: string;
  /** How long after other rule sets begin this shard turns to them. */
  readonly delayMs: number;
  readonly person: PersonKey;
  readonly last: KeptDecision | null;
  /** Newest first. */
  readonly stated: readonly Stated[];
  readonly facts: readonly FactRow[];
  readonly checkIns: readonly CheckInRow[];
  /** Of the places of the newest declaration, at that moment. */
  readonly riskAt: (now: number) => OriginRisk;
  /** What two officers have found in the review that waits. */
  readonly found?: ReviewGround | undefined;
}

/** Null where no rule set holds. A clock that was put back decides at the moment of the decision before. */
export function decisionRow(known: Known, now: number): DecisionRow | null {
  const { sets, issuer, delayMs, person, last, stated, facts, checkIns, riskAt, found } = known;
  const at = Math.max(now, last?.decision.at ?? now);
  const day = today(at);
  const ready = ruleSetFor(sets, issuer, day);
  if (ready === null) return null;
  const { risk: originRisk, turnsAt } = riskAt(at);
  const circumstances = circumstancesOf(stated, facts, checkIns, last?.decision ?? null, originRisk);
  const { outcome: _, ...decision } = decide(ready, recordOf(circumstances, at));
  const next = nextSuccession(sets, issuer, day);
  const ends = next === null ? null : startOfDay(dayOf(next)) + delayMs;
  const declared =
    stated[0] === undefined || stated[0].n === last?.decision.declaration
      ? null
      : { contact: stated[0].declaration.contact, originRisk };
  const waiting = last?.decision.review ?? null;
  const asked = { rules: ready.ruleSet.issuer, open: waiting, declared, facts, found: found ?? null, at, today: day };
  const { open: review, ended: reviewed } = reviewAfter(asked);
  const lapse = review === null ? null : reviewLapse(review);
  const turns = [decision.nextAt, ends, turnsAt, lapse].filter((turn) => turn !== null);
  return {
    ...decision,
    nextAt: turns.length === 0 ? null : Math.min(...turns),
    person,
    before: last?.seq ?? null,
    declaration: stated[0]?.n ?? null,
    facts: facts.map(nameOf),
    originRisk,
    checkIn: checkIns.at(-1)?.id ?? null,
    ...(review !== null && { review }),
    ...(reviewed !== null && { reviewed }),
  };
}

/** An entry of a list, by whose list it is and its name there. */
function nameOf({ source, kind, reference }: FactRow): string {
  return `${source}/${kind}/${reference}`;
}
