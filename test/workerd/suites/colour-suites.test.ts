/** The suites of test/vectors/colours on the real runtime: the acts of each case over HTTP at their times lead to the colour of the case. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";
import type { ColourCase } from "../../support/colour-case.ts";
import hangzhou from "../../vectors/colours/hangzhou-2020-02.json";
import hubeiFebruary from "../../vectors/colours/hubei-2020-02.json";
import hubeiMarch from "../../vectors/colours/hubei-2020-03.json";
import hubeiAugust from "../../vectors/colours/hubei-2021-08.json";
import nation from "../../vectors/colours/nation-2020-02.json";
import { enterLevels } from "./areas.ts";
import { deploy, HANGZHOU, HUBEI, SEATS } from "./deployment.ts";
import { stepsOf } from "./play.ts";
import { instant, Player } from "./player.ts";

const RULE_SETS = new Map(SHIPPED_RULE_SETS.map(({ ruleSet }) => [ruleSet.id, ruleSet] as const));

let putBack: () => void;

beforeAll(async () => {
  putBack = deploy();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2028, 0, 2) });
  await enterLevels(HANGZHOU);
});
afterAll(() => {
  vi.useRealTimers();
  putBack();
});

for (const suite of [hangzhou, hubeiFebruary, hubeiMarch, hubeiAugust, nation]) {
  const ruleSet = RULE_SETS.get(suite.ruleSet);
  const alone = SEATS[suite.ruleSet];
  if (ruleSet === undefined || alone === undefined) throw new Error(suite.ruleSet);
  const names = new Set([...ruleSet.rows, ruleSet.otherwise].map(({ name }) => name));

  describe(suite.ruleSet, () => {
    test.for(suite.cases as readonly ColourCase[])("$description", async (each) => {
      const { given, expect: expected } = each;
      const { declaration, last, now } = given;
      // A case whose data are older than its rule set, or were decided by other rows, needs the issuer with the earlier rule set too.
      const isFromBefore = declaration !== null && declaration.at < ruleSet.validFrom;
      const succeeds = isFromBefore || (last !== null && last.row !== "not_declared" && !names.has(last.row));
      const seat = succeeds ? HUBEI : alone;
      const player = new Player(seat);
      for (const step of stepsOf(each, ruleSet)) await player.play(step);
      await player.goTo(now);
      if (declaration === null) {
        expect(await player.refusal()).toBe("409 not_declared");
        return;
      }
      const { colour, row, since, until, ruleSet: by } = await player.colour();
      // The beginning of the next rule set causes a decision too.
      const takenOver = succeeds && ruleSet.validUntil !== null ? `${ruleSet.validUntil}T00:00:00+08:00` : null;
      const [turn = null] = [expected.nextAt, takenOver].filter((at) => at !== null).toSorted();
      expect({ colour, row, since, until, by: by.id, nextAt: await player.nextAt() }).toEqual({
        colour: expected.colour,
        row: expected.row,
        since: instant(expected.since),
        until: instant(expected.until),
        by: suite.ruleSet,
        nextAt: instant(turn),
      });
    });
  });
}
