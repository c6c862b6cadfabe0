/** Simultaneous acts on one chain: each is decided on the state after the previous one, and saved together with the rows of the chain or not at all. On a real object. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { accept, refuse } from "../../../src/domain/result.ts";
import { Chain } from "../../../src/objects/chain/chain.ts";
import { chainHash } from "../../../src/objects/chain/chain-hash.ts";
import { type ChainKind, ChainTable } from "../../../src/objects/chain/chain-table.ts";
import { following, read } from "./chains.ts";

/** A chain whose rows are texts. */
const ACTS: ChainKind<string> = {
  table: "officer_acts",
  columns: ["body"],
  values: (body) => [body],
  hash: (before, [body]) => chainHash(before, String(body)),
};

/** Makes a chain and a table `texts` in a new object, and runs `act` on them. */
async function onChain<T>(
  name: string,
  act: (chain: Chain<string>, sql: SqlStorage, events: string[]) => Promise<T>,
): Promise<T> {
  const division = env.DIVISION.getByName(`42/division/${name}`);
  return runInDurableObject(division, (_, { storage }) => {
    storage.sql.exec(`CREATE TABLE officer_acts (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
      CREATE TABLE texts (text TEXT NOT NULL) STRICT`);
    const events: string[] = [];
    return act(new Chain(storage, new ChainTable(storage.sql, ACTS), () => events.push("appended")), storage.sql, events);
  });
}

const textsOf = (sql: SqlStorage) =>
  sql
    .exec<{ text: string }>("SELECT text FROM texts")
    .toArray()
    .map(({ text }) => text);
const rowsOf = (sql: SqlStorage) => sql.exec("SELECT seq, body FROM officer_acts ORDER BY seq").toArray();

/** An act that appends a row to the chain and adds the same text to `texts`. The text has the number of texts at the decision; `decided` is called then. */
const adding = (sql: SqlStorage, decided: () => void) => () => {
  decided();
  const text = `text ${textsOf(sql).length + 1}`;
  return accept({
    rows: [text],
    save(append: () => unknown) {
      append();
      sql.exec("INSERT INTO texts VALUES (?)", text);
      return text;
    },
  });
};

test("acts of one turn are each decided on the state after the earlier ones, and none is lost", async () => {
  await onChain("overlap", async (chain, sql, events) => {
    let decided = 0;
    const acts = [1, 2, 3].map(() => chain.act(adding(sql, () => (decided += 1))));
    const answers = (await Promise.all(acts)).map((answer) => answer.ok && answer.value);
    expect(answers).toEqual(["text 1", "text 2", "text 3"]);
    expect(textsOf(sql)).toEqual(answers);
    expect(rowsOf(sql)).toEqual(answers.map((body, index) => ({ seq: index + 1, body })));
    expect([decided > 3, events.length]).toEqual([true, 3]);
  });
  expect(await following(env.DIVISION.getByName("42/division/overlap"), "officer_acts")).toEqual([1, 2, 3]);
});

test("an act that an earlier one makes impossible is refused, and leaves no row", async () => {
  await onChain("refused", async (chain, sql) => {
    const once = () => chain.act(() => (textsOf(sql).length > 0 ? refuse({ code: "too_late" }) : adding(sql, () => undefined)()));
    expect(await Promise.all([once(), once()])).toEqual([
      { ok: true, value: "text 1" },
      { ok: false, refusal: { code: "too_late" } },
    ]);
    expect(rowsOf(sql)).toHaveLength(1);
  });
});

test("a failed save appends nothing, and a failed append saves nothing", async () => {
  await onChain("failing", async (chain, sql, events) => {
    const failing = chain.act(() =>
      accept({
        rows: ["one"],
        save(append: () => unknown) {
          append();
          sql.exec("INSERT INTO texts VALUES ('one')");
          throw new Error("full disk");
        },
      }),
    );
    await expect(failing).rejects.toThrow("full disk");
    expect([rowsOf(sql), textsOf(sql), events]).toEqual([[], [], []]);
  });
});

test("an outdated act saves nothing, and an act that appends nothing leaves the chain unchanged", async () => {
  await onChain("not-current", async (chain, sql, events) => {
    const act = { rows: ["one"], save: (append: () => unknown) => append() };
    expect(await chain.save(chain.head(), { ...act, isCurrent: () => false })).toBeNull();
    expect(await chain.save(chain.head(), { rows: ["one"], save: () => "refused by its cause" })).toEqual({
      ok: true,
      value: "refused by its cause",
    });
    expect([rowsOf(sql), events]).toEqual([[], []]);
  });
});

test("administrators who are appointed in one turn stand in one chain of appointments", async () => {
  const division = env.DIVISION.getByName("42/division/420107");
  const by = { actor: "c".repeat(24) as AccountKey, office: "42", reason: "任命" };
  await runInDurableObject(division, async (object) => {
    const appointed = ["a", "b", "d"].map((letter) => {
      const administrator = { id: letter.repeat(16), account: letter.repeat(24) as AccountKey, person: null };
      return object.appoint({ ...administrator, phone: "+8613900000001", maskedPhone: "", maskedName: `${letter}**` }, by, 1);
    });
    await Promise.all(appointed);
  });
  expect(await following(division, "appointments")).toEqual([1, 2, 3]);
  expect(await read(division, "SELECT COUNT(*) AS count FROM administrators")).toEqual([{ count: 3 }]);
});
