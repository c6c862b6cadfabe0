/** Decisions of the shipped rule sets against test/vectors/colours, with the conditions evaluated by the domain and by certlogic-js. */
import { type CertLogicExpression, evaluate } from "certlogic-js";
import { describe, expect, it } from "vitest";
import { decide } from "../../../../src/domain/colour/decide.ts";
import { recordOf } from "../../../../src/domain/colour/record.ts";
import { SUITES, circumstancesOf, msOf } from "./suite.ts";

for (const { ready, cases } of SUITES) {
  const { ruleSet, conditions } = ready;
  describe(ruleSet.id, () => {
    it("has at least 40 cases", () => {
      expect(cases.length).toBeGreaterThanOrEqual(40);
    });

    it.for(cases)("$description", (each) => {
      const { expect: expected, given } = each;
      const { colour, row, since, until, nextAt } = decide(ready, recordOf(circumstancesOf(each), Date.parse(given.now)));
      expect({ colour, row, since, until, nextAt }).toEqual({
        ...expected,
        since: Date.parse(expected.since),
        until: msOf(expected.until),
        nextAt: msOf(expected.nextAt),
      });
    });

    it("has a case for each of its rows", () => {
      const rows = [...ruleSet.rows, ruleSet.otherwise].map(({ name }) => name);
      expect(rows.filter((name) => !cases.some(({ expect: { row } }) => row === name))).toEqual([]);
    });

    it("evaluates each row in each case as certlogic-js does", () => {
      for (const each of cases) {
        const record = recordOf(circumstancesOf(each), Date.parse(each.given.now));
        const ours = conditions.map(({ holds }) => holds(record));
        const theirs = ruleSet.rows.map(({ when }) => evaluate(when as CertLogicExpression, record));
        expect(ours, each.description).toEqual(theirs);
      }
    });

    it("decides the same again when only the decision has been added", () => {
      for (const each of cases) {
        const circumstances = circumstancesOf(each);
        const first = decide(ready, recordOf(circumstances, Date.parse(each.given.now)));
        const again = decide(ready, recordOf({ ...circumstances, last: first }, Date.parse(each.given.now)));
        expect(again, each.description).toEqual(first);
      }
    });
  });
}
