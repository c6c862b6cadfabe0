/** The export of passes: what the file holds byte by byte, what is noted of it, and that it is a stream. */
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import type { PassExports } from "../../src/contract/history.ts";
import { aPhone, COMMUNITY } from "./builders.ts";
import { COLLECTORS, communityNamed, passId, POINTS, writePassages } from "./passages.ts";
import { Visitor } from "./visitor.ts";

const MANY = "420107001001";
const COUNT = 20_000;

let office: Visitor;
let newest: number;

const exportOf = (filters: Readonly<Record<string, string>>, division = COMMUNITY) =>
  `/api/v1/communities/${division}/passes.csv?${new URLSearchParams(filters).toString()}`;
const exportsOf = (division: string) => office.ask<PassExports>("GET", `/api/v1/communities/${division}/exports`);
const beijing = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

beforeAll(async () => {
  const phone = aPhone();
  office = await new Visitor().logIn(phone);
  for (const division of [COMMUNITY, MANY]) await office.ask("POST", "/local/administrators", { division, phone });
  newest = Date.now() - 1000;
  await writePassages(communityNamed(COMMUNITY), { count: 3, newest, colour: (index) => (index === 2 ? "red" : "none") });
  await writePassages(communityNamed(MANY), { count: COUNT, newest });
});

test("the file opens right: byte-order mark, Chinese header, CRLF, Beijing time, and no cell that is a formula", async () => {
  const answer = await office.send("GET", exportOf({ purpose: "流调" }));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(Array.from(bytes.subarray(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe(
    [
      "时间（北京时间）,采集点,姓名,码色,采集员电话,采集员编号,登记编号",
      `${beijing(newest)},南门,尹**,已申报,130*****678,collector-A,${passId(0)}`,
      `${beijing(newest - 1000)},"'=北门,侧",尹**,已申报,130*****678,collector-A,${passId(1)}`,
      `${beijing(newest - 2000)},南门,尹**,红码,131*****678,collector-B,${passId(2)}`,
      "",
    ].join("\r\n"),
  );
  const day = (at: number) => beijing(at).slice(0, 10);
  const [from, to] = [day(newest - 30 * 86_400_000), day(Date.now())];
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(answer.headers.get("content-disposition")).toBe(
    `attachment; filename="passes_${COMMUNITY}_${from}_${to}.csv"; filename*=UTF-8''${encodeURIComponent(`通行登记_康苑社区_${from}_${to}.csv`)}`,
  );
});

test("an export holds what its filters say, and is noted with office, purpose, filters and number", async () => {
  const filter = { point: POINTS[0] ?? "", collector: COLLECTORS[1] ?? "", colour: "red" };
  const text = await (await office.send("GET", exportOf({ ...filter, purpose: "核查红码" }))).text();
  expect(
    text
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.slice(-36)),
  ).toEqual([passId(2)]);
  const { exports } = await exportsOf(COMMUNITY);
  expect(exports[0]).toEqual({
    at: expect.any(String),
    office: COMMUNITY,
    purpose: "核查红码",
    filter,
    passes: 1,
    whole: true,
  });
});

test("twenty thousand passes leave each once and in order, in many pieces", async () => {
  const { body } = await office.send("GET", exportOf({ purpose: "备份" }, MANY));
  const decoder = new TextDecoder();
  let [text, largest, pieces] = ["", 0, 0];
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
    largest = Math.max(largest, piece.length);
    pieces += 1;
  }
  const ids = text
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.slice(-36));
  expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => passId(index)));
  expect(pieces).toBeGreaterThanOrEqual(COUNT / 1000);
  expect(largest).toBeLessThan(200_000);
  expect((await exportsOf(MANY)).exports[0]).toMatchObject({ passes: COUNT, whole: true });
});

test("an export broken off is noted as broken off, with what left", async () => {
  const reader = (await office.send("GET", exportOf({ purpose: "中断" }, MANY))).body?.getReader();
  await reader?.read();
  await reader?.read();
  await reader?.cancel();
  const noted = await vi.waitFor(async () => {
    const [newestOne] = (await exportsOf(MANY)).exports;
    expect(newestOne?.passes).not.toBeNull();
    return newestOne;
  });
  expect(noted).toMatchObject({ purpose: "中断", whole: false });
  expect(noted?.passes).toBeGreaterThanOrEqual(1000);
  expect(noted?.passes).toBeLessThan(COUNT);
});

test.each([
  [{}, "400 bad_request /purpose"],
  [{ purpose: " " }, "400 bad_request /purpose"],
  [{ purpose: "长".repeat(101) }, "400 bad_request /purpose"],
  [{ purpose: "流调", from: "0001-01-01T00:00:00Z" }, "422 period_too_long /from"],
  [{ purpose: "流调", to: "9999-01-01T00:00:00Z" }, "422 period_in_future /to"],
  [{ purpose: "流调", collector: "person-nobody" }, "404 collector_not_found /collector"],
  [{ purpose: "流调", page: "AAAA" }, "400 bad_request /page"],
])("an export asked for by %j is refused, and none is noted", async (filters, refusal) => {
  const before = (await exportsOf(COMMUNITY)).exports.length;
  expect(await office.refusal("GET", exportOf(filters as Record<string, string>))).toBe(refusal);
  expect((await exportsOf(COMMUNITY)).exports).toHaveLength(before);
});

test("who is not in charge exports nothing and sees no exports", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  expect(await visitor.refusal("GET", exportOf({ purpose: "看看" }))).toBe("403 not_administrator");
  expect(await visitor.refusal("GET", `/api/v1/communities/${COMMUNITY}/exports`)).toBe("403 not_administrator");
  expect(await new Visitor().refusal("GET", exportOf({ purpose: "看看" }))).toBe("401 not_logged_in");
});

test.each([
  "DELETE FROM exports",
  "UPDATE exports SET purpose = ''",
  "DELETE FROM export_ends",
  "UPDATE export_ends SET whole = 1",
])("%s: what was noted stays", async (statement) => {
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
