/** What communities hand in together makes one letter, a letter has at most 250 passes, and who is not answered hears it. */
import { expect, test } from "vitest";
import type { ItemResult, LetterItem } from "../../../src/domain/federation/letter.ts";
import { ItemPost } from "../../../src/objects/mailbox/item-post.ts";

const passes = (name: string, count = 1): readonly LetterItem[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `${name}${at}`,
  }));
const taken = (items: readonly LetterItem[]): readonly ItemResult[] => items.map(({ id }) => ({ id, state: "taken" }));

const GATHER_MS = 20;

/** A post whose letters this list gets. */
function aPost(answer = taken) {
  const letters: string[][] = [];
  const post = new ItemPost((items) => {
    letters.push(items.map(({ id }) => id));
    return Promise.resolve(answer(items));
  }, GATHER_MS);
  return { post, letters };
}

test("three communities make one letter, and each gets the results of its own", async () => {
  const { post, letters } = aPost();
  const results = await Promise.all(["a", "b", "c"].map((name) => post.add(passes(name))));
  expect(letters).toEqual([["a0", "b0", "c0"]]);
  expect(results).toEqual(["a0", "b0", "c0"].map((id) => [{ id, state: "taken" }]));
  await post.add(passes("d"));
  expect(letters[1]).toEqual(["d0"]);
});

test("more than a letter holds goes into the next one, and more than ten letters are not taken", async () => {
  const { post, letters } = aPost();
  const [first, ...more] = Array.from({ length: 10 }, (_, at) => post.add(passes(`${at}-`, at === 0 ? 200 : 250)));
  expect(() => post.add(passes("x", 51))).toThrow("too many items wait");
  expect(() => post.add(passes("x", 251))).toThrow("too many items wait");
  await Promise.all([first, ...more, post.add(passes("y", 50))]);
  expect(letters.map(({ length }) => length)).toEqual([200, ...Array.from({ length: 9 }, () => 250), 50]);
});

test("without an answer everybody hears it, and with half of one only those whom it leaves out", async () => {
  const broken = new ItemPost(() => Promise.reject(new Error("silent")), GATHER_MS);
  const both = await Promise.allSettled([broken.add(passes("a")), broken.add(passes("b"))]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const { post } = aPost((items) => taken(items.slice(1)));
  const [left, answered] = await Promise.allSettled([post.add(passes("a")), post.add(passes("b"))]);
  expect([left.status, answered.status]).toEqual(["rejected", "fulfilled"]);
});
