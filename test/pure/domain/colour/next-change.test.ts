/** The moment that a decision states for its next change: before it, time alone changes nothing. */
import { describe, expect, it } from "vitest";
import { type Decision, decide } from "../../../../src/domain/colour/decide.ts";
import { type Circumstances, recordOf } from "../../../../src/domain/colour/record.ts";
import type { ReadyRuleSet } from "../../../../src/domain/rules/check-rule-set.ts";
import { dayNumberAt, startOfDay } from "../../../../src/domain/china-time.ts";
import { SUITES, circumstancesOf } from "./suite.ts";

const LOOK_AHEAD_DAYS = 40;

/** The midnights of the next 40 days before the decision's stated next change: at these nothing may change. */
function quietMidnights({ at, nextAt }: Decision): readonly number[] {
  const midnights = Array.from({ length: LOOK_AHEAD_DAYS }, (_, days) => startOfDay(dayNumberAt(at) + days + 1));
  return midnights.filter((midnight) => nextAt === null || midnight < nextAt);
}

/** The colours and rows, `red listed`, that a person gets by the passing of time alone, in order. */
function pathOf(ready: ReadyRuleSet, circumstances: Circumstances, now: number): readonly string[] {
  const path: string[] = [];
  let last = decide(ready, recordOf(circumstances, now));
  while (last.nextAt !== null) {
    if (path.at(-1) !== `${last.colour} ${last.row}`) path.push(`${last.colour} ${last.row}`);
    last = decide(ready, recordOf({ ...circumstances, last }, last.nextAt));
  }
  if (path.at(-1) !== `${last.colour} ${last.row}`) path.push(`${last.colour} ${last.row}`);
  return path;
}

function shipped(id: string): ReadyRuleSet {
  const suite = SUITES.find(({ ready }) => ready.ruleSet.id === id);
  if (suite === undefined) throw new Error(id);
  return suite.ready;
}

for (const { ready, cases } of SUITES) {
  describe(ready.ruleSet.id, () => {
    it("keeps its decision until the stated next moment", () => {
      for (const each of cases) {
        const circumstances = circumstancesOf(each);
        const decision = decide(ready, recordOf(circumstances, Date.parse(each.given.now)));
        for (const midnight of quietMidnights(decision)) {
          const later = decide(ready, recordOf({ ...circumstances, last: decision }, midnight));
          expect({ row: later.row, since: later.since }, each.description).toEqual({ row: decision.row, since: decision.since });
        }
      }
    });

    it("states a midnight in China that lies ahead", () => {
      for (const each of cases) {
        const { at, nextAt } = decide(ready, recordOf(circumstancesOf(each), Date.parse(each.given.now)));
        if (nextAt === null) continue;
        expect(nextAt, each.description).toBe(startOfDay(dayNumberAt(nextAt)));
        expect(nextAt, each.description).toBeGreaterThan(at);
      }
    });
  });
}

describe("with time alone", () => {
  const at = Date.parse("2020-03-01T08:00:00+08:00");
  const well = { temperatureCelsius: 36.5, symptoms: [] };
  const declaration = { ...well, at, category: "staying", contact: "none", originRisk: "low" } as const;
  const checkIns = Array.from({ length: 60 }, (_, day) => ({ ...well, at: at + day * 86_400_000 }));

  it("a cured person of February goes from red over yellow to green", () => {
    const facts = [{ kind: "confirmed", from: "2020-02-20", until: "2020-03-05" }] as const;
    const ready = shipped("hubei-2020-02");
    const path: string[] = [];
    let last: Decision | null = null;
    for (let day = 0; day < 40; day += 1) {
      const reports = checkIns.slice(0, day + 1);
      last = decide(ready, recordOf({ declaration, checkIns: reports, facts, last }, at + day * 86_400_000));
      if (path.at(-1) !== last.colour) path.push(last.colour);
      if (last.colour === "yellow") expect(last.row).toBe("after_red");
    }
    expect(path).toEqual(["red", "yellow", "green"]);
  });

  it("a released contact of August goes from red over yellow to green", () => {
    const facts = [{ kind: "close_contact", from: "2020-02-28", until: "2020-03-13" }] as const;
    expect(pathOf(shipped("hubei-2021-08"), { declaration, checkIns: [], facts, last: null }, at)).toEqual([
      "red close_contact",
      "yellow released",
      "green nothing_found",
    ]);
  });

  it("green of February lapses without a check-in and stays so", () => {
    expect(pathOf(shipped("hubei-2020-02"), { declaration, checkIns: [], facts: [], last: null }, at)).toEqual([
      "green checked_in",
      "yellow check_in_lapsed",
    ]);
  });
});
