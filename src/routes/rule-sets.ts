/** The rules by which an issuer decides, for everybody to read: its own, its province's and the nation's. Source: product.md §5, point 4. */
import { Hono } from "hono";
import type { RuleSets } from "../contract/rule-set.ts";
import { SHIPPED_RULE_SETS } from "../domain/colour/shipped.ts";
import { ruleSetFor } from "../domain/colour/succession.ts";
import { today } from "../domain/identity/calendar-date.ts";
import type { OfIssuer } from "./env.ts";

export const ruleSets = new Hono<OfIssuer>().get("/", (c) => {
  const { issuer, now } = c.var;
  const mine = new Set<string>([issuer.code, issuer.code.slice(0, 2), "0"]);
  const sets = SHIPPED_RULE_SETS.map((ready) => ready.ruleSet).filter((set) => mine.has(set.issuer));
  return c.json<RuleSets>({
    today: ruleSetFor(SHIPPED_RULE_SETS, issuer.code, today(now))?.ruleSet.id ?? null,
    ruleSets: sets.map((set) => ({ ...set, rows: [...set.rows] })),
  });
});
