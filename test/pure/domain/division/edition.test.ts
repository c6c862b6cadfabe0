/** The packs of the edition of 25 February 2020: complete, small enough for a phone, and the same from every run of the tool. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { matchDivision } from "../../../../src/domain/division/match.ts";
import { packOf } from "../../../../src/domain/division/pack.ts";
import { choicesBelow } from "../../../../src/domain/division/table.ts";
import { cut, emptyFolder, packIn, tableIn } from "./packs.ts";

const ON = "2020-03-01";
const MAX_STEP_BYTES = 8 * 1024;
// The tool writes 3,000 files. On a busy disk this alone takes longer than the usual limit of five seconds.
vi.setConfig({ testTimeout: 60_000 });
const dir = cut();

test("every step of a choice costs a phone at most 8 KB gzipped", () => {
  const steps = readdirSync(dir).filter((file) => /^(?:provinces|\d{2}|\d{6})\.json$/.test(file));
  const heavy = steps.filter((file) => gzipSync(readFileSync(join(dir, file)), { level: 9 }).length > MAX_STEP_BYTES);
  expect([steps.length, heavy]).toEqual([1 + 34 + 2995, []]);
});

test("the names of Wuhan cost at most 26 KB, those of the country's counties 22 KB", () => {
  const over = [
    ["names-4201.json", 26],
    ["country.json", 22],
  ] as const;
  expect(over.filter(([file, most]) => gzipSync(readFileSync(join(dir, file)), { level: 9 }).length > most * 1024)).toEqual([]);
});

test("红卫路街道 in 青山区 has 康苑社区 and no 钢都社区", () => {
  const names = choicesBelow(tableIn(dir, packOf("420107001")), "420107001", ON).map(({ name }) => name);
  expect([names.filter((name) => name.startsWith("康苑社区")), names.filter((name) => name.includes("钢都"))]).toEqual([
    ["康苑社区居委会"],
    [],
  ]);
});

test("a province that is not Hubei ends at its streets", () => {
  const table = tableIn(dir, packOf("440305"));
  expect([table.row("440305007")?.name, table.children("440305007")]).toEqual(["粤海街道", []]);
});

test("the provinces are 34, with Hong Kong, Macao and Taiwan", () => {
  const provinces = tableIn(dir, "provinces.json");
  expect([provinces.children("").length, ...["71", "81", "82"].map((code) => provinces.row(code)?.name)]).toEqual([
    34,
    "台湾省",
    "香港特别行政区",
    "澳门特别行政区",
  ]);
});

test("Hong Kong has no choices below it", () => {
  expect(packIn(dir, "81.json").rows).toEqual([]);
});

test("in Hubei the counties directly under the province stand beside the cities", () => {
  const names = choicesBelow(tableIn(dir, "42.json"), "42", ON).map(({ name }) => name);
  expect([names[0], ...names.slice(-4)]).toEqual(["武汉市", "仙桃市", "潜江市", "天门市", "神农架林区"]);
});

test("the districts stand directly below Peking, and the districts and counties directly below Chongqing", () => {
  const first = (province: string) => choicesBelow(tableIn(dir, `${province}.json`), province, ON).map(({ name }) => name);
  expect([first("11").slice(0, 2), first("50").includes("城口县"), first("50").includes("县")]).toEqual([
    ["东城区", "西城区"],
    true,
    false,
  ]);
});

test.each([
  ["44", "东莞市", "441900"],
  ["44", "中山市", "442000"],
  ["46", "儋州市", "460400"],
  ["62", "嘉峪关市", "620201"],
])("in province %s %s is offered once, and its towns come next", (province, name, county) => {
  const choices = choicesBelow(tableIn(dir, `${province}.json`), province, ON).filter((row) => row.name === name);
  expect(choices.map(({ code }) => code)).toEqual([county]);
  expect(tableIn(dir, packOf(county)).children(county).length).toBeGreaterThan(0);
});

test("a second cut writes the same bytes", () => {
  const again = cut();
  const differing = readdirSync(again).filter(
    (file) => readFileSync(join(again, file), "utf8") !== readFileSync(join(dir, file), "utf8"),
  );
  expect([readdirSync(again).length, differing]).toEqual([readdirSync(dir).length, []]);
});

test("the day of another edition is written into its packs", () => {
  expect(packIn(cut("--edition", "2021-06-01"), "provinces.json").edition).toBe("2021-06-01");
});

test("an added division is matched by its alias from its first day", () => {
  const list = join(emptyFolder(), "additions.json");
  const added = { code: "420107001901", name: "钢都花园社区居委会", aliases: ["钢都社区"], validFrom: "2020-03-05" };
  writeFileSync(list, JSON.stringify([added]));
  const table = tableIn(cut("--additions", list), "country.json", "names-4201.json");
  const read = (on: string) => matchDivision("红卫路街道钢都社区", table, on);
  expect(["2020-03-04", "2020-03-05"].map((on) => [read(on).matches.map(({ code }) => code), read(on).unmatched])).toEqual([
    [["420107001"], "钢都社区"],
    [["420107001901"], ""],
  ]);
});

test("an addition below an unknown street stops the build and is named in the error", () => {
  const list = join(emptyFolder(), "additions.json");
  writeFileSync(list, JSON.stringify([{ code: "420107999001", name: "无" }]));
  expect(() => cut("--additions", list)).toThrow("Addition 420107999001: 420107999 above it is not in the table");
});
