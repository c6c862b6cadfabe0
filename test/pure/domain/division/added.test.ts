/** Communities added below a street: their codes and their names. Source: docs/decisions/0016. */
import { expect, test } from "vitest";
import { addAlias, addCommunity, isAddedCode, withAdded } from "../../../../src/domain/division/added.ts";
import type { DivisionCode } from "../../../../src/domain/division/division.ts";
import { type DivisionRow, joinTables, tableOf } from "../../../../src/domain/division/table.ts";

const STREET = "420107001";
const row = (code: string, name: string, aliases: readonly string[] = []): DivisionRow => ({
  code: code as DivisionCode,
  name,
  aliases,
  validFrom: null,
  validTo: null,
  successor: null,
});
const siblings = [row("420107001002", "康苑社区居委会"), row("420107001003", "和平社区居委会")];
const add = (rows: readonly DivisionRow[], name: string, aliases: readonly string[] = []) =>
  addCommunity(STREET, rows, { name, aliases }, "2020-02-29");

test("the first addition is 900, the next one more, and after 999 there is none", () => {
  expect(add(siblings, "钢都社区")).toEqual({
    ok: true,
    value: { ...row("420107001900", "钢都社区"), validFrom: "2020-02-29" },
  });
  expect(add([...siblings, row("420107001900", "钢都社区")], "新沟社区")).toMatchObject({ value: { code: "420107001901" } });
  expect(add([...siblings, row("420107001999", "末尾社区")], "新沟社区")).toEqual({
    ok: false,
    refusal: { code: "too_many_added" },
  });
});

test.each([
  ["420107001900", true],
  ["420107001999", true],
  ["420107001899", false],
  ["420107001002", false],
  ["420107900", false],
  ["420107", false],
])("the digits of %s tell whether it was added: %s", (code, expected) => {
  expect(isAddedCode(code)).toBe(expected);
});

test.each([
  ["康苑社区", []],
  ["康苑", []],
  ["康苑社区居民委员会", []],
  ["康 苑", []],
])("%s means a community of the street already", (name, aliases) => {
  const refused = add(siblings, name, aliases);
  expect(refused.ok ? "" : refused.refusal.code).toMatch(/^division_name_(taken|form)$/);
});

test.each<readonly [string, string, string, object]>([
  ["a name of one character", "钢", "", { code: "division_name_form", field: "name" }],
  ["a name of 31 characters", "钢".repeat(31), "", { code: "division_name_form", field: "name" }],
  ["a name with a sign", "钢都社区!", "", { code: "division_name_form", field: "name" }],
  ["an alias of one character", "钢都社区", "钢", { code: "division_name_form", field: "alias" }],
  ["an alias that is taken", "钢都社区", "和平社区", { code: "division_alias_taken", field: "alias" }],
  ["its own name as its alias", "钢都社区", "钢都社区", { code: "division_alias_taken", field: "alias" }],
])("%s is refused", (_, name, alias, refusal) => {
  expect(add(siblings, name, alias === "" ? [] : [alias])).toEqual({ ok: false, refusal });
});

test("a name has 2 to 30 characters, and its aliases are taken in their order", () => {
  const long = "钢".repeat(30);
  const added = add(siblings, long, ["甲甲", "乙乙"]);
  expect(added).toEqual({
    ok: true,
    value: { ...row("420107001900", long, ["甲甲", "乙乙"]), validFrom: "2020-02-29" },
  });
  expect(add(siblings, "钢都").ok).toBe(true);
  const street = addCommunity("420107", siblings, { name: "钢都社区", aliases: [] }, "2020-02-29");
  expect(street).toEqual({ ok: false, refusal: { code: "not_a_street" } });
});

test("a community has five aliases at most, each of its own", () => {
  const names = ["甲甲", "乙乙", "丙丙", "丁丁", "戊戊"];
  const five = names.reduce<readonly DivisionRow[]>((rows, alias) => {
    const added = addAlias(rows, "420107001002", alias);
    return added.ok ? withAdded(rows, [added.value]) : rows;
  }, siblings);
  expect(five[0]?.aliases).toEqual(names);
  expect(addAlias(five, "420107001002", "己己")).toEqual({ ok: false, refusal: { code: "too_many_added" } });
  expect(addAlias(five, "420107001003", "甲甲")).toEqual({
    ok: false,
    refusal: { code: "division_alias_taken", field: "alias" },
  });
});

test("no alias is given to what the street does not have", () => {
  expect(addAlias(siblings, "420107001777", "某处")).toEqual({ ok: false, refusal: { code: "not_a_street" } });
});

test("additions stand among a street's communities in the order of codes, an alias beside its own name", () => {
  const above = [row("42", "湖北省"), row("4201", "武汉市"), row("420107", "青山区"), row(STREET, "红卫路街道")];
  const added = [row("420107001900", "钢都社区"), row("420107001003", "和平社区居委会", ["和平里"])];
  const table = joinTables([tableOf(added), tableOf([...above, ...siblings])]);
  expect(table.children(STREET).map(({ code }) => code)).toEqual(["420107001002", "420107001003", "420107001900"]);
  expect(table.rowsNamed("和平里").map(({ row: { code } }) => code)).toEqual(["420107001003"]);
});
