/** The rules by which an issuer decides, for everybody to read: its own, its province's and the nation's. Source: product.md §5, point 4. */
import { Hono } from "hono";
import type { RuleSets } from "../contract/rule-set.ts";
import type { ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import { authoritiesOf, endOf, ruleSetFor } from "../domain/rules/succession.ts";
import { today } from "../domain/china-time.ts";
import { ruleSetsOf } from "../storage/rule-sets.ts";
import type { OfIssuer } from "./env.ts";

export const ruleSets = new Hono<OfIssuer>().get("/", async (c) => {
  const { issuer, now } = c.var;
  const day = today(now);
  const sets = await ruleSetsOf(c.env.PUBLISHED, issuer.code, now);
  const present = ruleSetFor(sets, issuer.code, day);
  const stateOf = (ready: ReadyRuleSet, endsOn: string | null) => {
    if (ready === present) return "in_force";
    if (ready.ruleSet.validFrom > day) return "coming";
    return endsOn !== null && endsOn <= day ? "over" : "standby";
  };
  const authorities = authoritiesOf(issuer.code);
  const mine = sets.filter(({ ruleSet }) => authorities.includes(ruleSet.issuer));
  return c.json<RuleSets>({
    ruleSets: mine.map((ready) => {
      const endsOn = endOf(sets, ready.ruleSet);
      return { ...ready.ruleSet, rows: [...ready.ruleSet.rows], endsOn, state: stateOf(ready, endsOn) };
    }),
  });
});
