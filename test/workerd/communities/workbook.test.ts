/** The Excel file of an export, read by another library: its cells, sheets with the most rows, and texts that would mean something in XML or Excel. */
import readWorkbook from "read-excel-file/universal";
import { expect, test } from "vitest";
import type { PassExports } from "../../../src/contract/pass-filter.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import type { PointId } from "../../../src/domain/community/community.ts";
import { xlsxFile } from "../../../src/routes/communities/pass-xlsx.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { communityNamed, passId, writePassages } from "../passages.ts";
import { Visitor } from "../visitor.ts";
import type { PassView } from "../../../src/objects/community/pass.ts";

const AT = Date.UTC(2020, 1, 29, 12, 15, 29);

function aPass(index: number, pointName = "南门"): PassView {
  return {
    id: passId(index),
    at: AT - index * 1000,
    seq: index,
    pointId: "" as PointId,
    pointName,
    person: "a".repeat(24) as PersonKey,
    maskedName: "尹**",
    colour: "none",
    localColour: null,
    marks: 0,
    answer: "ask",
    policy: "wuhan-2020-02",
    collectorId: "collector-A",
    collectorPhone: "130*****678",
  };
}

async function sheetsOf(passes: readonly PassView[], sheetRows?: number) {
  const file = xlsxFile({ purpose: "流调", office: "康苑社区", at: AT }, sheetRows);
  const pieces = [file.begin(), ...passes.map((pass) => file.add([pass])), file.end()];
  return readWorkbook(await new Blob(pieces).arrayBuffer());
}

/** The Date that the library gives for a cell with this time: it takes the displayed Beijing time as UTC. */
const cellDate = (ms: number) => new Date(Math.floor(ms / 1000) * 1000 + 8 * 3_600_000);
/** A spreadsheet stores a time as a fraction of a day, and the library cuts the rest of a millisecond off. */
const inSeconds = (cell: unknown) => (cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell);
const beijing = (at: number) => cellDate(at).toISOString().slice(0, 19).replace("T", " ");

test("an export reads back with its purpose, author and time, times as times, and no formula in any cell", async () => {
  const phone = aPhone();
  const office = await new Visitor().logIn(phone);
  await office.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const newest = Date.now() - 1000;
  await writePassages(communityNamed(COMMUNITY), { count: 3, newest, colour: (index) => (index === 2 ? "red" : "none") });
  const answer = await office.send("GET", office.community("/passes.xlsx?purpose=%3D%E6%B5%81%E8%B0%83"));
  const at = Date.parse((await office.ask<PassExports>("GET", office.community("/exports"))).exports[0]?.at ?? "");
  const [sheet, ...others] = await readWorkbook(await answer.arrayBuffer());
  const rest = Array.from({ length: 9 }, () => null);
  expect(others).toEqual([]);
  expect(sheet?.sheet).toBe("通行登记");
  expect(sheet?.data.map((row) => row.map(inSeconds))).toEqual([
    ["用途", "'=流调", ...rest],
    ["导出单位", `康苑社区（${COMMUNITY}）`, ...rest],
    ["导出时间（北京时间）", beijing(at), ...rest],
    [
      "时间（北京时间）",
      "采集点",
      "姓名",
      "码色",
      "采集员电话",
      "采集员编号",
      "登记编号",
      "标记",
      "通行判定",
      "通行规则",
      "按本地码色",
    ],
    [cellDate(newest), "南门", "尹**", "已申报", "130*****678", "collector-A", passId(0), null, null, null, null],
    [cellDate(newest - 1000), "'=北门,侧", "尹**", "已申报", "130*****678", "collector-A", passId(1), null, null, null, null],
    [cellDate(newest - 2000), "南门", "尹**", "红码", "131*****678", "collector-B", passId(2), null, null, null, null],
  ]);
});

test("another sheet with the same head follows a full sheet", async () => {
  const sheets = await sheetsOf(
    Array.from({ length: 5 }, (_, index) => aPass(index)),
    6,
  );
  expect(sheets.map(({ sheet, data }) => [sheet, data[0]?.[1], data[3]?.[6], ...data.slice(4).map((row) => row[6])])).toEqual([
    ["通行登记 1", "流调", "登记编号", passId(0), passId(1)],
    ["通行登记 2", "流调", "登记编号", passId(2), passId(3)],
    ["通行登记 3", "流调", "登记编号", passId(4)],
  ]);
});

test("an export without passes is a sheet with its head and nothing below", async () => {
  const [sheet] = await sheetsOf([]);
  expect(sheet?.data).toHaveLength(4);
});

test.each([
  ['<南门> & "侧"', '<南门> & "侧"'],
  ["_x0041_", "_x0041_"],
  ["门\u0007\uFFFE", "门\uFFFD\uFFFD"],
  ["门\uD800", "门\uFFFD"],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@A1", "'@A1"],
  ["\t=1", "'\t'=1"],
  ["南门;=cmd|' /C calc'!A0", "南门;'=cmd|' /C calc'!A0"],
  ["＝1", "'＝1"],
  ["007", "007"],
])("%j stands in its cell as the text %j", async (name, text) => {
  const [sheet] = await sheetsOf([aPass(0, name)]);
  expect(sheet?.data[4]?.[1]).toBe(text);
});
