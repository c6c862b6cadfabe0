/** Reading rows of an object's database: the columns of a query become the keys of its rows, and a value has the stated type. On a real database. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import {
  columns,
  hasRow,
  query,
  readFirst,
  readNumber,
  readOne,
  readRows,
  readText,
  readTexts,
} from "../../../src/objects/sql.ts";
import { communityNamed } from "../passages.ts";

interface Fruit {
  readonly id: number;
  readonly shownName: string;
}

const FRUIT = columns<Fruit>({ id: "id", shownName: "upper(name)" });
const ALL = query`SELECT ${FRUIT} FROM fruits ORDER BY id`;

function withFruits<T>(names: readonly string[], act: (sql: SqlStorage) => T): Promise<T> {
  return runInDurableObject(communityNamed("410105006004"), (_, { storage: { sql } }) => {
    sql.exec("CREATE TABLE fruits (id INTEGER PRIMARY KEY, name TEXT NOT NULL, eaten_at INTEGER) STRICT");
    try {
      for (const name of names) sql.exec("INSERT INTO fruits (name) VALUES (?)", name);
      return act(sql);
    } finally {
      sql.exec("DROP TABLE fruits");
    }
  });
}

test("a row has its columns' keys, in the order of the query", async () => {
  const rows = await withFruits(["fig", "pear"], (sql) => readRows(sql, ALL));
  expect(rows).toEqual([
    { id: 1, shownName: "FIG" },
    { id: 2, shownName: "PEAR" },
  ]);
});

test("a statement that changes rows returns its columns", async () => {
  const removed = await withFruits(["fig", "pear"], (sql) =>
    readRows(sql, query`DELETE FROM fruits WHERE id > ? RETURNING ${FRUIT}`, 1),
  );
  expect(removed).toEqual([{ id: 2, shownName: "PEAR" }]);
});

test("a key without a column does not compile, and neither do a column without a key and a value outside SQLite", () => {
  // @ts-expect-error shownName has no column
  columns<Fruit>({ id: "id" });
  // @ts-expect-error weight is no key
  columns<Fruit>({ id: "id", shownName: "name", weight: "weight" });
  // @ts-expect-error SQLite has no booleans
  columns<{ readonly eaten: boolean }>({ eaten: "eaten" });
  expect(columns<{ readonly from: number }>({ from: "from_day" })).toBe('from_day AS "from"');
});

test("the first row of none is null; the only row is an error when there is none or several", async () => {
  expect(await withFruits([], (sql) => readFirst(sql, ALL))).toBeNull();
  expect(await withFruits(["fig"], (sql) => readOne(sql, ALL))).toEqual({ id: 1, shownName: "FIG" });
  await expect(withFruits([], (sql) => readOne(sql, ALL))).rejects.toThrow("not one row");
  await expect(withFruits(["fig", "pear"], (sql) => readOne(sql, ALL))).rejects.toThrow("not one row");
});

test("a number is a number or null", async () => {
  await withFruits(["fig"], (sql) => {
    expect(readNumber(sql, "SELECT COUNT(*) FROM fruits")).toBe(1);
    expect(readNumber(sql, "SELECT MIN(eaten_at) FROM fruits")).toBeNull();
    expect(readNumber(sql, "SELECT id FROM fruits WHERE id > ?", 1)).toBeNull();
    expect(() => readNumber(sql, "SELECT name FROM fruits")).toThrow("not a number");
    expect(() => readNumber(sql, "SELECT id, name FROM fruits")).toThrow("not one column");
  });
});

test("texts are read as texts", async () => {
  await withFruits(["fig", "pear"], (sql) => {
    expect(readTexts(sql, "SELECT name FROM fruits ORDER BY id")).toEqual(["fig", "pear"]);
    expect(readText(sql, "SELECT name FROM fruits WHERE id = ?", 2)).toBe("pear");
    expect(readText(sql, "SELECT name FROM fruits WHERE id = ?", 3)).toBeNull();
    expect(() => readTexts(sql, "SELECT eaten_at FROM fruits")).toThrow("not texts");
    expect(hasRow(sql, "SELECT 1 FROM fruits WHERE name = ?", "fig")).toBe(true);
    expect(hasRow(sql, "SELECT 1 FROM fruits WHERE name = ?", "plum")).toBe(false);
  });
});
