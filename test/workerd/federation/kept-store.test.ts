/** The rows of a reader of trust: what a book has no longer is not served, and is remembered after a new start. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { beginTrust } from "../../../src/domain/federation/kept-trust.ts";
import { bookAfter, takeState } from "../../../src/domain/federation/take-trust.ts";
import { isIssuerCode, type IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { KEPT, KeptStore } from "../../../src/objects/trust/kept-store.ts";
import { FILE_TYPES } from "../../../src/token/federation/read-file.ts";
import { readRoot } from "../../../src/token/federation/root.ts";
import { readState } from "../../../src/token/federation/state.ts";
import { aNation, AT_SECONDS, compact, FILES_AT, general, registerOf, rootOf, stateOf } from "../../support/federation.ts";

const CODE = "44" as IssuerCode;
const ROLE = { threshold: 1, keys: [] };
const ROOT = { version: 1, issuedAt: 0, expiresAt: 1, roles: { root: ROLE, register: ROLE, state: ROLE } };

function entryOf(seq: number) {
  const statement = { issuer: CODE, seq, issuedAt: 0, expiresAt: 1, keys: [], saw: null };
  const key = { kid: "44.i1", x: "x", y: "y", since: 1 };
  const [text, hash] = [`text ${seq}`, `hash ${seq}`];
  return { code: CODE, text, hash, signed: { statement, key, hash } };
}

test("the last statement of a member that the book has no longer outlives a new start of the reader", async () => {
  await runInDurableObject(env.TRUST.getByName("kept-store"), (_, { storage }) => {
    storage.sql.exec("DROP TABLE kept; DROP TABLE roots; DROP TABLE registers; DROP TABLE statements");
    storage.sql.exec(KEPT);
    const reader = () => new KeptStore(storage.sql, false);
    const take = (seq: number, ...entries: readonly ReturnType<typeof entryOf>[]) => {
      const before = reader().kept(ROOT);
      const kept = { ...before, ...bookAfter(before, entries, 0), bookName: { seq, hash: "digest" } };
      reader().keep(before, kept, []);
      return reader().kept(ROOT);
    };
    expect(reader().kept(ROOT)).toEqual(beginTrust(ROOT));
    expect(take(1, entryOf(2)).book.get(CODE)).toEqual(entryOf(2));
    const gone = take(2);
    expect([gone.book, gone.former.get(CODE)]).toEqual([new Map(), entryOf(2).signed]);
    expect(reader().statements()).toMatchObject([{ code: CODE, hash: null, text: null, changed: 2 }]);
    const back = take(3, entryOf(1));
    expect(back.book.get(CODE)).toEqual({ ...entryOf(1), signed: entryOf(2).signed });
    expect([back.former, back.leftOut]).toEqual([new Map(), new Map([[CODE, "rolled_back"]])]);
  });
});

test("a reader that a thief of the online key has shown a suspension of every code there is still keeps what it takes next", async () => {
  const nation = await aNation();
  const root = await readRoot(await general(FILE_TYPES.root, rootOf(nation), nation.roots), null);
  if (!root.ok) throw new Error(root.refusal.code);
  const codes = Array.from({ length: 10_000 }, (_, number) => String(number)).filter(isIssuerCode);
  expect(codes.length).toBe(9091);
  const statesBy = async (reason: string, most: number) => {
    let kept = beginTrust(root.value);
    let refused = 0;
    for (let from = 0; from < codes.length; from += most) {
      const suspended = codes.slice(from, from + most).map((code) => ({ code, at: AT_SECONDS, reason }));
      const state = stateOf(registerOf([]), {}, { seq: 1 + from, suspended });
      const read = await readState(await compact(FILE_TYPES.state, state, nation.online), root.value);
      const taken = read.ok ? takeState(kept, read.value, FILES_AT) : read;
      if (taken.ok) kept = taken.value;
      else refused += 1;
    }
    return { kept, refused };
  };
  await runInDurableObject(env.TRUST.getByName("kept-store-full"), async (_, { storage }) => {
    storage.sql.exec("DROP TABLE kept; DROP TABLE roots; DROP TABLE registers; DROP TABLE statements");
    storage.sql.exec(KEPT);
    const store = new KeptStore(storage.sql, false);
    for (const [reason, most, held] of [
      ["a".repeat(40), 25, codes.length],
      ["\ud800".repeat(40), 8, 0],
    ] as const) {
      const { kept } = await statesBy(reason, most);
      expect(kept.suspended.size).toBe(held);
      store.keep(beginTrust(root.value), kept, []);
      const next = { ...kept, root: { ...kept.root, version: 2 } };
      store.keep(kept, next, [`root ${reason.length}`]);
      expect([store.kept(root.value).root.version, store.kept(root.value).suspended.size]).toEqual([2, held]);
    }
  });
});
