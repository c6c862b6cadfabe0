/** Names of divisions: the displayed form, and every form in which people write them. */
import { expect, test } from "vitest";
import { formsOf, displayName } from "../../../../src/domain/division/name.ts";

test.each([
  ["康苑社区居委会", "康苑社区"],
  ["红星社区居民委员会", "红星社区"],
  ["群力村委会", "群力村"],
  ["群力村村民委员会", "群力村"],
  ["群力村村委会", "群力村"],
  ["红卫路街道", "红卫路街道"],
  ["民院居委会", "民院居委会"],
  ["青山区", "青山区"],
])("%s is displayed as %s", (name, displayed) => {
  expect(displayName(name)).toBe(displayed);
});

test.each<[string, string, readonly string[]]>([
  ["420107", "青山区", ["青山区", "青山*", "青山县*"]],
  ["15", "内蒙古自治区", ["内蒙古自治区", "内蒙古*"]],
  ["65", "新疆维吾尔自治区", ["新疆维吾尔自治区", "新疆*"]],
  ["4228", "恩施土家族苗族自治州", ["恩施土家族苗族自治州", "恩施州", "恩施*"]],
  ["420529", "五峰土家族自治县", ["五峰土家族自治县", "五峰县", "五峰*"]],
  ["130103", "单县", ["单县"]],
  ["130102", "县", []],
  ["420107100", "三江镇", ["三江镇", "三江镇人民政府", "三江镇政府", "三江*"]],
  ["110101001", "上街", ["上街", "上街道办事处", "上街办事处", "上街道办", "上办事处", "上街办", "上街道"]],
  ["420107101", "镇", []],
  ["420107102", "街道", ["街道"]],
  ["420107001004", "厂区", ["厂区"]],
  ["420107001005", "东村", ["东村", "东村村民委员会", "东村民委员会", "东村村委会", "东村委会"]],
  [
    "420107001006",
    "和平社区(东)",
    ["和平社区(东)", "和平社区", "和平社区居民委员会", "和平社区居委会", "和平居民委员会", "和平社区居委", "和平居委会", "和平*"],
  ],
])("%s %s has the forms %j; * marks a form without its kind", (code, name, forms) => {
  const made = [...formsOf({ code, name, aliases: [] })].map(([form, bare]) => (bare ? `${form}*` : form));
  expect(made.toSorted()).toEqual(forms.toSorted());
});
