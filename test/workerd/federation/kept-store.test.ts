/** The rows of a reader of trust: what a book has no longer is not served, and is remembered after a new start. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { beginTrust } from "../../../src/domain/federation/kept-trust.ts";
import { bookAfter } from "../../../src/domain/federation/take-trust.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { KEPT, KeptStore } from "../../../src/objects/trust/kept-store.ts";

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
