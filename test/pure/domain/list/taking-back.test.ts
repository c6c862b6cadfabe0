/** The versions of an entry that lists have changed: a list is cut out of them, and everything else stays. */
import { expect, test } from "vitest";
import { MAX_VERSION_CHARACTERS, replaced, type Version, withoutList } from "../../../../src/domain/list/taking-back.ts";

const version = (state: string, list: string | null, was: Version<string> | null = null): Version<string> => ({
  state,
  list,
  was,
});

test.for<readonly [string, Version<string>, Version<string> | null]>([
  ["an entry that only the list has made goes", version("A", "a"), null],
  ["the state before the list returns", version("A", "a", version("0", null)), version("0", null)],
  ["a later single change stays, and its base goes", version("1", null, version("A", "a")), version("1", null)],
  [
    "a later list stays on the state before",
    version("B", "b", version("A", "a", version("0", null))),
    version("B", "b", version("0", null)),
  ],
  ["a list that changed it twice goes twice", version("A2", "a", version("1", null, version("A", "a"))), version("1", null)],
  ["an entry that the list never touched stays", version("B", "b"), version("B", "b")],
])("%s", ([, before, after]) => {
  expect(withoutList(before, "a")).toEqual(after);
});

test("two lists are taken back in any order with the same end", () => {
  const both = version("B", "b", version("A", "a", version("0", null)));
  const [first, second] = [withoutList(both, "a"), withoutList(both, "b")];
  expect([first && withoutList(first, "b"), second && withoutList(second, "a")]).toEqual([
    version("0", null),
    version("0", null),
  ]);
});

test("single changes alone keep no versions, and the versions of a list have a bound", () => {
  expect(replaced(version("0", null), null)).toBeNull();
  expect(replaced(version("0", null), "a")).toEqual(version("0", null));
  expect(replaced(version("A", "a"), null)).toEqual(version("A", "a"));
  let entry = version("0", "a");
  for (let change = 0; change < 200; change += 1) entry = version(String(change), "a", replaced(entry, "a"));
  expect(JSON.stringify(entry).length).toBeLessThan(2 * MAX_VERSION_CHARACTERS);
});
