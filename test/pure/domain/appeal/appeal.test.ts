/** Appeals: the change by each ground, the limits, and the region that answers. Source: product.md §3, §6. */
import { expect, test } from "vitest";
import {
  addressOf,
  answerDue,
  type Ground,
  grantedBy,
  GROUNDS,
  isAppealable,
  mayAppeal,
} from "../../../../src/domain/appeal/appeal.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import type { FactKind } from "../../../../src/domain/fact/fact.ts";

/** 00:30 of 23 November in China. */
const AT = Date.parse("2026-11-22T16:30:00Z");
const TEST = { kind: "test_negative", from: "2026-11-23", until: null, source: "420107", reference: "appeal-1" };

const listed = (source: string, from: string, kind: FactKind = "confirmed") => ({
  kind,
  source,
  reference: from,
  from,
  teller: null,
});

function granted(ground: Ground, kind: FactKind | null) {
  const entry = kind === null ? null : { kind, source: "420107", reference: "7-31" };
  const change = grantedBy({ id: "appeal-1", at: AT, region: "420107", entry }, ground);
  return change.ok ? change.value : change.refusal.code;
}

test.for(GROUNDS.filter((ground) => ground !== "tested_negative"))(
  "the ground %s withdraws the entry, and does not fit without one",
  (ground) => {
    expect(granted(ground, "close_contact")).toEqual({
      withdrawn: { kind: "close_contact", source: "420107", reference: "7-31" },
    });
    expect(granted(ground, null)).toBe("ground_does_not_fit");
  },
);

test.for<FactKind | null>([null, "fever", "onsite_fever"])(
  "a negative test in an appeal against a fever (%s) counts from that day in China",
  (kind) => {
    expect(granted("tested_negative", kind)).toEqual({ fact: TEST });
  },
);

test.for<FactKind>(["confirmed", "close_contact", "home_isolation"])(
  "a negative test removes nobody from the list %s",
  (kind) => {
    expect(granted("tested_negative", kind)).toBe("ground_does_not_fit");
  },
);

test("an appeal is answered within 48 hours", () => {
  expect(answerDue(AT)).toBe(Date.parse("2026-11-24T16:30:00Z"));
});

test("a person may appeal against red, orange and yellow", () => {
  expect((["none", "grey", "green", "yellow", "orange", "red"] as const).filter(isAppealable)).toEqual([
    "yellow",
    "orange",
    "red",
  ]);
});

test("a person has at most one open appeal and twenty in all", () => {
  const answered = Array.from({ length: 20 }, () => ({ answeredAt: AT }));
  expect(mayAppeal(answered.slice(1))).toEqual({ ok: true, value: null });
  expect(mayAppeal(answered)).toEqual({ ok: false, refusal: { code: "too_many_appeals" } });
  expect(mayAppeal([{ answeredAt: AT }, { answeredAt: null }])).toEqual({ ok: false, refusal: { code: "appeal_open" } });
});

test("an appeal goes to the region of the newest entry that caused the colour, within the issuer's region", () => {
  const facts = [listed("420107", "2020-01-01"), listed("420106", "2020-02-01"), listed("420105", "2020-03-01", "fever")];
  const newest = { kind: "confirmed", source: "420106", reference: "2020-02-01" };
  expect(addressOf(facts, "confirmed", "42")).toEqual({ region: "420106", teller: null, entry: newest });
  expect(addressOf(facts.toReversed(), "confirmed", "42")).toEqual({ region: "420106", teller: null, entry: newest });
  const sameDay = [listed("420107", "2020-02-01"), listed("420106", "2020-02-01")];
  expect(addressOf(sameDay, "confirmed", "42").region).toBe("420106");
  expect(addressOf(facts, "confirmed", "33")).toEqual({ region: "33", teller: null, entry: newest });
  expect(addressOf(facts, "suspected", "42")).toEqual({ region: "42", teller: null, entry: null });
  expect(addressOf(facts, null, "42")).toEqual({ region: "42", teller: null, entry: null });
});

test("an entry that another issuer told of is answered by its source there, also one that lies in the own region", () => {
  const told = (source: string, from: string) => ({ ...listed(source, from), teller: "44" as IssuerCode });
  const entry = { kind: "confirmed", source: "440106", reference: "2020-03-01" };
  const facts = [listed("420107", "2020-01-01"), told("440106", "2020-03-01")];
  expect(addressOf(facts, "confirmed", "42")).toEqual({ region: "440106", teller: "44", entry });
  expect(addressOf([told("420107", "2020-01-01")], "confirmed", "42")).toMatchObject({ region: "420107", teller: "44" });
});
