/** The displayed colour instead of the decided one: grey in closed management and in review, with its deadlines; none before the switch to colours. */
import { describe, expect, it } from "vitest";
import { decide, type Decision } from "../../../../src/domain/colour/decide.ts";
import type { Risk } from "../../../../src/domain/fact/fact.ts";
import { recordOf } from "../../../../src/domain/colour/record.ts";
import { isOverdue, reviewDeadline } from "../../../../src/domain/review/review.ts";
import { closureAt, type ColourSetting, viewColour } from "../../../../src/domain/colour/colour-view.ts";
import { aReadyRuleSet, aRow } from "../rules/rule-sets.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2020-03-01T08:00:00+08:00");
const ADDRESS = "420107011001";
const ON: ColourSetting = { coloursFrom: 0, closed: [] };
const NOTHING_WAITS = { address: ADDRESS, application: null };

/** A red decision because of a list's entry, which ends on 4 March. */
function red(now = NOW): Decision {
  const facts = [{ kind: "confirmed", from: "2020-02-20", until: "2020-03-04" }] as const;
  return decide(aReadyRuleSet({ rows: [aRow()] }), recordOf({ declaration: null, checkIns: [], facts, last: null }, now));
}

/** A green decision, because no list has an entry about the person. */
function green(): Decision {
  return decide(aReadyRuleSet({ rows: [aRow()] }), recordOf({ declaration: null, checkIns: [], facts: [], last: null }, NOW));
}

describe("a colour", () => {
  it("has the decision's reason and way out", () => {
    expect(viewColour(ON, NOTHING_WAITS, red(), NOW)).toEqual({
      colour: "red",
      row: "listed",
      reason: { zh: "列入名单", en: "Listed" },
      since: NOW,
      until: null,
      ends: { zh: "解除", en: "Release" },
      ask: { zh: "所在社区", en: "Your community" },
      nextAt: Date.parse("2020-03-04T00:00:00+08:00"),
    });
  });

  it("is none before the issuer has switched colours on, whatever the decision", () => {
    const view = viewColour({ coloursFrom: null, closed: [] }, NOTHING_WAITS, red(), NOW);
    expect({ colour: view.colour, row: view.row, nextAt: view.nextAt }).toEqual({
      colour: "none",
      row: "colourless",
      nextAt: null,
    });
  });

  it.for<readonly [number, string, number | null]>([
    [NOW + 1, "none", NOW + 1],
    [NOW, "red", Date.parse("2020-03-04T00:00:00+08:00")],
  ])("is none until the stated time: %s", ([coloursFrom, colour, nextAt]) => {
    const view = viewColour({ coloursFrom, closed: [] }, NOTHING_WAITS, red(), NOW);
    expect({ colour: view.colour, nextAt: view.nextAt }).toEqual({ colour, nextAt });
  });

  it("is grey in closed management, with its sentence, and red when that ends", () => {
    const setting = { coloursFrom: 0, closed: [{ division: "4201", from: NOW - HOUR, until: NOW + HOUR }] };
    const view = viewColour(setting, NOTHING_WAITS, red(), NOW);
    expect({ ...view, ends: view.ends?.en, ask: view.ask?.en }).toEqual({
      colour: "grey",
      row: "closed_management",
      reason: {
        zh: "封闭管理期间：信息已登记，暂不发放红、黄、绿码",
        en: "Closed management: your information is registered; red, yellow and green codes are not issued for now",
      },
      since: NOW - HOUR,
      until: NOW + HOUR,
      ends: "After closed management your code is issued automatically; you need not apply again",
      ask: "Your community or village",
      nextAt: NOW + HOUR,
    });
    expect(viewColour(setting, NOTHING_WAITS, red(NOW + HOUR), NOW + HOUR).colour).toBe("red");
  });

  it("is grey under review instead of green, until the deadline", () => {
    const application = { at: NOW - HOUR, risk: "low" } as const;
    const view = viewColour(ON, { address: ADDRESS, application }, green(), NOW);
    expect({ colour: view.colour, row: view.row, since: view.since, until: view.until, nextAt: view.nextAt }).toEqual({
      colour: "grey",
      row: "under_review",
      since: NOW - HOUR,
      until: NOW + 3 * HOUR,
      nextAt: NOW + 3 * HOUR,
    });
  });

  it("stays grey after the deadline, says so, and names the moment from which the rules decide", () => {
    const application = { at: NOW - 4 * HOUR, risk: "low" } as const;
    const { colour, row, until } = viewColour(ON, { address: ADDRESS, application }, green(), NOW);
    expect({ colour, row, until }).toEqual({ colour: "grey", row: "review_overdue", until: NOW + 68 * HOUR });
  });

  it("is shown during a review when it is worse than green", () => {
    const application = { at: NOW, risk: "low" } as const;
    expect(viewColour(ON, { address: ADDRESS, application }, red(), NOW).colour).toBe("red");
  });
});

describe("a review", () => {
  it.for<readonly [Risk, number]>([
    ["low", 4],
    ["medium", 12],
    ["high", 24],
    ["unknown", 24],
  ])("in an area of %s risk is due after %i hours", ([risk, hours]) => {
    const application = { at: NOW, risk };
    expect(reviewDeadline(application)).toBe(NOW + hours * HOUR);
    expect(isOverdue(application, NOW + hours * HOUR - 1)).toBe(false);
    expect(isOverdue(application, NOW + hours * HOUR)).toBe(true);
  });
});

describe("closed management", () => {
  const wuhan = { division: "4201", from: NOW, until: NOW + 2 * HOUR };
  const street = { division: "420107011", from: NOW + HOUR, until: null };

  it.for<readonly [string, number, object]>([
    ["before it", NOW - 1, { closed: false, since: null, until: null, nextAt: NOW }],
    ["from its first moment", NOW, { closed: true, since: NOW, until: NOW + 2 * HOUR, nextAt: NOW + HOUR }],
    ["while two hold, until the later one ends", NOW + HOUR, { closed: true, since: NOW, until: null, nextAt: NOW + 2 * HOUR }],
    ["after one of them", NOW + 2 * HOUR, { closed: true, since: NOW + HOUR, until: null, nextAt: null }],
  ])("holds %s", ([, now, closure]) => {
    expect(closureAt([wuhan, street], ADDRESS, now)).toEqual(closure);
  });

  it("ends after its last moment", () => {
    expect(closureAt([wuhan], ADDRESS, NOW + 2 * HOUR)).toEqual({ closed: false, since: null, until: null, nextAt: null });
  });

  it("does not hold elsewhere", () => {
    expect(closureAt([street], "420107012001", NOW + HOUR)).toEqual({ closed: false, since: null, until: null, nextAt: null });
  });
});
