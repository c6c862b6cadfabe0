/** Risk levels of counties: the accepted entries, and the level on each day. */
import { describe, expect, it } from "vitest";
import { type AreaEntry, checkArea, enterArea, holdsOn, periodsOf, stillCounts } from "../../../../src/domain/area/area.ts";

const TODAY = "2020-03-10";

function anEntry(changes: Partial<AreaEntry> = {}): AreaEntry {
  return { division: "420107", level: "high", from: "2020-01-23", until: null, source: "42", reference: "1", ...changes };
}

function entered(...entries: readonly AreaEntry[]): readonly AreaEntry[] {
  return entries.reduce<readonly AreaEntry[]>((present, entry) => {
    const result = enterArea(present, entry);
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value ?? present;
  }, []);
}

describe("an entry", () => {
  it.for<readonly [string, Partial<AreaEntry>, string]>([
    ["a whole city", { division: "4201" }, "area_not_a_county /division"],
    ["a street", { division: "420107001" }, "area_not_a_county /division"],
    ["a day that does not exist", { from: "2020-02-30" }, "fact_not_a_date /from"],
    ["a day before the epidemic", { from: "2019-11-30" }, "area_date_range /from"],
    ["a day more than a month ahead", { from: "2020-04-11" }, "area_date_range /from"],
    ["an end that does not exist", { until: "2020-13-01" }, "fact_not_a_date /until"],
    ["an end on the first day", { until: "2020-01-23" }, "fact_dates_reversed /until"],
    ["an end years later", { until: "2021-01-24" }, "fact_too_long /until"],
  ])("%s is refused", ([, changes, expected]) => {
    const checked = checkArea(anEntry(changes), TODAY);
    expect(checked.ok ? "taken" : `${checked.refusal.code} ${checked.refusal.field}`).toBe(expected);
  });

  it.for<readonly [string, Partial<AreaEntry>]>([
    ["the first day there can be", { from: "2019-12-01" }],
    ["31 days ahead", { from: "2020-04-10" }],
    ["366 days", { until: "2021-01-23" }],
  ])("%s is accepted", ([, changes]) => {
    expect(checkArea(anEntry(changes), TODAY)).toEqual({ ok: true, value: anEntry(changes) });
  });
});

describe("the entries of a county", () => {
  it("an entry without an end holds until the next one begins", () => {
    const [first, second] = periodsOf(entered(anEntry(), anEntry({ reference: "2", from: "2020-03-01", level: "low" })));
    expect([first?.until, second?.until]).toEqual(["2020-03-01", null]);
  });

  it("are ordered by their days, in whatever order they came", () => {
    const [later, earlier] = [anEntry({ reference: "2", from: "2020-03-01", level: "low" }), anEntry()];
    expect(entered(later, earlier)).toEqual([earlier, later]);
    expect(periodsOf([later, earlier])).toEqual([{ ...earlier, until: "2020-03-01" }, later]);
  });

  it("a repeated entry changes nothing, also after a later entry followed it", () => {
    const both = entered(anEntry(), anEntry({ reference: "2", from: "2020-03-01" }));
    expect(enterArea(both, anEntry())).toEqual({ ok: true, value: null });
  });

  it("a new entry of the same name replaces the old one", () => {
    expect(entered(anEntry(), anEntry({ level: "medium", until: "2020-03-01" }))).toEqual([
      anEntry({ level: "medium", until: "2020-03-01" }),
    ]);
  });

  it.for<readonly [string, Partial<AreaEntry>]>([
    ["on the same first day", {}],
    ["that goes on into a later one", { from: "2020-01-20", until: "2020-01-24" }],
    ["within one that has an end", { from: "2020-02-25", until: "2020-02-26" }],
  ])("an entry of another name %s is refused", ([, changes]) => {
    const present = entered(anEntry(), anEntry({ reference: "2", from: "2020-02-20", until: "2020-03-01" }));
    expect(enterArea(present, anEntry({ reference: "3", ...changes }))).toEqual({ ok: false, refusal: { code: "area_overlap" } });
  });

  it("an entry may begin on the day on which another ends", () => {
    const present = entered(anEntry({ until: "2020-03-01" }));
    expect(enterArea(present, anEntry({ reference: "2", from: "2020-03-01" })).ok).toBe(true);
  });

  it("are at most 200", () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      anEntry({ reference: String(index), from: new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10) }),
    );
    const next = anEntry({ reference: "200", from: "2020-12-01" });
    expect(enterArea(many.slice(1), next).ok).toBe(true);
    expect(enterArea(many, next)).toEqual({ ok: false, refusal: { code: "too_many_areas" } });
  });
});

it("an entry holds from its first day, ends before the day of its end, and counts for 14 days more", () => {
  const period = anEntry({ from: "2020-02-01", until: "2020-02-10" });
  expect(["2020-01-31", "2020-02-01", "2020-02-09", "2020-02-10"].map((day) => holdsOn(period, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(["2020-02-23", "2020-02-24"].map((day) => stillCounts(period, day))).toEqual([true, false]);
});
