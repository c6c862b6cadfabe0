/** Lines of list files before the list's own checks: the heading, the cells, the JSON object. */
import { expect, test } from "vitest";
import { columnsOf, typedLine } from "../../../../src/domain/list/line.ts";

const NAMES = { name: "姓名", until: "结束日期" } as const;

test.each<[string, readonly string[] | null]>([
  ["name,until", ["name", "until"]],
  ["结束日期,姓名", ["until", "name"]],
  ["name", ["name"]],
  ["until", null],
  ["name,name", null],
  ["name,from", null],
  ["", null],
])("the heading %j has the columns %j", (heading, columns) => {
  expect(columnsOf(NAMES, ["name"], heading)).toEqual(columns);
});

test.each<[string, unknown]>([
  ['{"name":"陈守诚","until":"2020-03-01"}', { name: "陈守诚", until: "2020-03-01" }],
  ['{"name":"陈守诚","until":null}', { name: "陈守诚" }],
  ['{"name":null,"until":"2020-03-01"}', null],
  ['{"name":"陈守诚","until":20200301}', null],
  ['{"name":"陈守诚","toString":"x"}', null],
  ["null", null],
  ["[]", null],
  ["1", null],
  ['{"name":', null],
])("the object %s is read as %j: only an end may be null", (line, read) => {
  expect(typedLine(NAMES, null, line)).toEqual(read);
});

test.each<[string, unknown]>([
  ["陈守诚,2020-03-01", { name: "陈守诚", until: "2020-03-01" }],
  ["陈守诚,", { name: "陈守诚", until: "" }],
  ["陈守诚", null],
  ["陈守诚,2020-03-01,", null],
])("the cells of %j under two columns are read as %j", (line, read) => {
  expect(typedLine(NAMES, ["name", "until"], line)).toEqual(read);
});
