/** The export of passes: the content of the files, the record of each export, and the streaming. */
import { runInDurableObject } from "cloudflare:test";
import { unzipSync } from "fflate";
import { beforeAll, expect, test, vi } from "vitest";
import { readCsv } from "../../support/csv-reader.ts";
import { PATIENT } from "../../support/patience.ts";
import type { PassExports } from "../../../src/contract/pass-filter.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { COLLECTORS, communityNamed, passId, POINTS, writePassages } from "../passages.ts";
import { Visitor } from "../visitor.ts";

const MANY = "420107001001";
const PAGED = "420107001003";
const COUNT = 20_000;

let office: Visitor;
let newest: number;

const exportOf = (filters: Readonly<Record<string, string>>, division = COMMUNITY, format = "csv") =>
  `/api/v1/communities/${division}/passes.${format}?${new URLSearchParams(filters).toString()}`;
const exportsOf = (division: string) => office.ask<PassExports>("GET", `/api/v1/communities/${division}/exports`);
/** The ids of the passes in a CSV: in the lines after those with the export's purpose, office and time, and after the header. */
const idsOf = (text: string) =>
  readCsv(text, ",")
    .slice(4)
    .map((cells) => cells.at(-5));
const beijing = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

beforeAll(async () => {
  const phone = aPhone();
  office = await new Visitor().logIn(phone);
  for (const division of [COMMUNITY, MANY, PAGED]) await office.ask("POST", "/local/administrators", { division, phone });
  newest = Date.now() - 1000;
  await writePassages(communityNamed(COMMUNITY), { count: 3, newest, colour: (index) => (index === 2 ? "red" : "none") });
  await writePassages(communityNamed(MANY), { count: COUNT, newest });
});

test("the CSV opens correctly: byte-order mark, purpose, author and time, Chinese header, CRLF, Beijing time, and no formula in any cell", async () => {
  const answer = await office.send("GET", exportOf({ purpose: "=流调" }));
  const at = Date.parse((await exportsOf(COMMUNITY)).exports[0]?.at ?? "");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(
    [
      ["用途", "'=流调"],
      ["导出单位", `康苑社区（${COMMUNITY}）`],
      ["导出时间（北京时间）", beijing(at)],
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
      [beijing(newest), "南门", "尹**", "已申报", "130*****678", "collector-A", passId(0), "", "", "", ""],
      [beijing(newest - 1000), "'=北门,侧", "尹**", "已申报", "130*****678", "collector-A", passId(1), "", "", "", ""],
      [beijing(newest - 2000), "南门", "尹**", "红码", "131*****678", "collector-B", passId(2), "", "", "", ""],
    ]
      .map((cells) => `${cells.map((cell) => `"${cell}"`).join(",")}\r\n`)
      .join(""),
  );
  const day = (ms: number) => beijing(ms).slice(0, 10);
  const [from, to] = [day(newest - 30 * 86_400_000), day(Date.now())];
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toBe(
    `attachment; filename="passes_${COMMUNITY}_${from}_${to}.csv"; filename*=UTF-8''${encodeURIComponent(`通行登记_康苑社区_${from}_${to}.csv`)}`,
  );
});

test("an export holds the filtered passes, and is recorded with office, purpose, filters and number", async () => {
  const filter = { point: POINTS[0] ?? "", collector: COLLECTORS[1] ?? "", colour: "red" };
  const text = await (await office.send("GET", exportOf({ ...filter, purpose: "核查红码" }))).text();
  expect(idsOf(text)).toEqual([passId(2)]);
  const { exports } = await exportsOf(COMMUNITY);
  expect(exports[0]).toEqual({
    id: 2,
    at: expect.any(String),
    office: COMMUNITY,
    purpose: "核查红码",
    format: "csv",
    filter,
    passes: 1,
    whole: true,
  });
});

test("the type, the name and the record of an export state that it is a workbook", async () => {
  const answer = await office.send("GET", exportOf({ purpose: "流调" }, COMMUNITY, "xlsx"));
  await answer.arrayBuffer();
  expect(answer.headers.get("content-type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="passes_\d{12}_[\d-]{10}_[\d-]{10}\.xlsx"; /);
  expect((await exportsOf(COMMUNITY)).exports[0]).toMatchObject({ purpose: "流调", format: "xlsx", passes: 3, whole: true });
});

test("twenty thousand passes are exported once and in order, in many pieces", async () => {
  const { body } = await office.send("GET", exportOf({ purpose: "备份" }, MANY));
  const decoder = new TextDecoder();
  let [text, largest, pieces] = ["", 0, 0];
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
    largest = Math.max(largest, piece.length);
    pieces += 1;
  }
  expect(idsOf(text)).toEqual(Array.from({ length: COUNT }, (_, index) => passId(index)));
  expect(pieces).toBeGreaterThanOrEqual(COUNT / 1000);
  expect(largest).toBeLessThan(200_000);
  expect((await exportsOf(MANY)).exports[0]).toMatchObject({ passes: COUNT, whole: true });
});

test("an export that breaks off is recorded as such, with the number of its passes", async () => {
  const reader = (await office.send("GET", exportOf({ purpose: "中断" }, MANY))).body?.getReader();
  await reader?.read();
  await reader?.read();
  await reader?.cancel();
  const record = await vi.waitFor(async () => {
    const [newestOne] = (await exportsOf(MANY)).exports;
    expect(newestOne?.passes).not.toBeNull();
    return newestOne;
  }, PATIENT);
  expect(record).toMatchObject({ purpose: "中断", whole: false });
  expect(record?.passes).toBeGreaterThanOrEqual(1000);
  expect(record?.passes).toBeLessThan(COUNT);
});

test("a workbook of twenty thousand passes is packed while it is sent, and holds each pass once and in order", async () => {
  const { body } = await office.send("GET", exportOf({ purpose: "备份" }, MANY, "xlsx"));
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
  const { "xl/worksheets/sheet1.xml": sheet } = unzipSync(await new Blob(pieces).bytes());
  const ids = Array.from(new TextDecoder().decode(sheet).matchAll(/<t>(018e0000-.{27})<\/t>/g), ([, id]) => id);
  expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => passId(index)));
});

test.each([
  [{}, "400 bad_request /purpose"],
  [{ purpose: " " }, "400 bad_request /purpose"],
  [{ purpose: "长".repeat(101) }, "400 bad_request /purpose"],
  [{ purpose: "流调", from: "0001-01-01T00:00:00Z" }, "422 period_too_long /from"],
  [{ purpose: "流调", to: "9999-01-01T00:00:00Z" }, "422 period_in_future /to"],
  [{ purpose: "流调", collector: "person-nobody" }, "404 collector_not_found /collector"],
  [{ purpose: "流调", from: "9999-01-01T00:00:00Z" }, "422 period_in_future /from"],
  [{ purpose: "流调", from: "1019-01-01T00:00:00Z", to: "2019-01-01T00:00:00Z" }, "422 period_too_long /from"],
  [{ purpose: "流调", from: "2020-02-29T10:00:00Z", to: "2020-02-29T10:00:00Z" }, "422 period_reversed /to"],
  [{ purpose: "流调", from: "2020-02-29T10:00:00Z", to: "2020-02-28T10:00:00Z" }, "422 period_reversed /to"],
  [{ purpose: "流调", point: "018e0000-0000-7000-8000-00000000000f" }, "404 point_not_found /point"],
  [{ purpose: "流调", point: "南门" }, "400 bad_request /point"],
  [{ purpose: "流调", person: "A".repeat(64) }, "400 bad_request /person"],
  [{ purpose: "流调", format: "pdf" }, "400 bad_request /format"],
  [{ purpose: "流调", page: "AAAA" }, "400 bad_request /page"],
])("the request for an export by %j is refused and not recorded", async (filters, refusal) => {
  const before = (await exportsOf(COMMUNITY)).exports.length;
  for (const format of ["csv", "xlsx"])
    expect(await office.refusal("GET", exportOf(filters as Record<string, string>, COMMUNITY, format))).toBe(refusal);
  expect((await exportsOf(COMMUNITY)).exports).toHaveLength(before);
});

test("an export by the point of another community is refused", async () => {
  const here = crypto.randomUUID();
  await office.ask("POST", `/api/v1/communities/${MANY}/points`, { id: here, name: "后门", address: "路" });
  expect(await office.refusal("GET", exportOf({ purpose: "流调", point: here }))).toBe("404 point_not_found /point");
  expect(await office.refusal("GET", exportOf({ purpose: "流调", point: here }, MANY))).toBe("200");
});

test("the record of exports continues by pages, and a page of another list is refused", async () => {
  for (let made = 0; made < 101; made += 1)
    await (await office.send("GET", exportOf({ purpose: `第 ${made} 次` }, PAGED))).arrayBuffer();
  const first = await exportsOf(PAGED);
  expect(first.exports.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, index) => 101 - index));
  const path = `/api/v1/communities/${PAGED}/exports?page=`;
  const second = await office.ask<PassExports>("GET", path + (first.nextPage ?? ""));
  expect([second.exports.map(({ purpose }) => purpose), second.nextPage]).toEqual([["第 0 次"], null]);
  const elsewhere = `/api/v1/communities/${COMMUNITY}/exports?page=${first.nextPage}`;
  expect(await office.refusal("GET", elsewhere)).toBe("400 bad_request /page");
});

test("only an administrator exports and sees the exports", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  for (const format of ["csv", "xlsx"])
    expect(await visitor.refusal("GET", exportOf({ purpose: "看看" }, COMMUNITY, format))).toBe("403 not_administrator");
  expect(await visitor.refusal("GET", `/api/v1/communities/${COMMUNITY}/exports`)).toBe("403 not_administrator");
  expect(await new Visitor().refusal("GET", exportOf({ purpose: "看看" }))).toBe("401 not_logged_in");
});

test.each([
  "DELETE FROM exports",
  "UPDATE exports SET purpose = ''",
  "DELETE FROM export_ends",
  "UPDATE export_ends SET whole = 1",
])("%s leaves the record unchanged", async (statement) => {
  const refused = await runInDurableObject(communityNamed(COMMUNITY), (_, { storage }) => {
    try {
      storage.sql.exec(statement);
      return "";
    } catch (refusal) {
      return String(refusal);
    }
  });
  expect(refused).toContain("exports are append-only");
});
