/** The next root: what it takes over from the root before it, and each change that it refuses. */
import { expect, test } from "vitest";
import type { FileKey, Root } from "../../../src/domain/federation/trust-files.ts";
import { readRootCandidate } from "../../../src/token/federation/root.ts";
import { linesOf } from "../../../tools/root/candidate.ts";
import { mustFollow, nextRoot, type RootChanges, rootText } from "../../../tools/root/next-root.ts";

const NOW = Date.UTC(2020, 2, 1, 4);

/** A key whose point is told apart by a number. Nobody signs with it. */
function key(kid: string, point: number): FileKey {
  return { kid, x: Buffer.alloc(32, point).toString("base64url"), y: Buffer.alloc(32, point).toString("base64url") };
}

function changes(some: Partial<RootChanges>): RootChanges {
  return { joining: [], leaving: [], replacing: new Map(), thresholds: {}, ...some };
}

const HOLDERS = [1, 2, 3, 4, 5].map((number) => key(`root.${number}`, number));
const OFFICERS = [1, 2, 3].map((number) => key(`0.o${number}`, 10 + number));
const ALL = [...HOLDERS, ...OFFICERS, key("0.s1", 20)];
const THRESHOLDS = { root: 3, register: 2 };
const first = nextRoot(null, changes({ joining: ALL, thresholds: THRESHOLDS }), NOW);

test("the first root has each key in the role of its name, and ends after 400 days", () => {
  expect(first).toEqual({
    version: 1,
    issuedAt: NOW,
    expiresAt: Date.UTC(2021, 3, 5, 4),
    roles: {
      root: { threshold: 3, keys: HOLDERS },
      register: { threshold: 2, keys: OFFICERS },
      state: { threshold: 1, keys: [key("0.s1", 20)] },
    },
  });
});

test("the next root keeps what nobody changes, and readers can read it", async () => {
  const [one, , three] = OFFICERS;
  const joining = [key("root.6", 6)];
  const replacing = new Map([["0.o2", key("0.o4", 14)]]);
  const next = nextRoot(first, changes({ joining, leaving: ["root.5"], replacing, thresholds: { register: 3 } }), NOW);
  expect(next).toEqual({
    ...first,
    version: 2,
    roles: {
      ...first.roles,
      root: { threshold: 3, keys: [...HOLDERS.slice(0, 4), ...joining] },
      register: { threshold: 3, keys: [one, key("0.o4", 14), three] },
    },
  });
  const read = await readRootCandidate(await rootText(next, []));
  expect(read).toMatchObject({ ok: true, value: { file: next, signatures: [] } });
});

test("holders read that the register may not count under the new root, if an officer leaves or more must sign", async () => {
  const told = async (some: Partial<RootChanges>) => {
    const next = nextRoot(first, changes(some), NOW);
    const lines = await linesOf({ file: next, hash: "" }, first);
    return lines.filter((line) => line.startsWith("注意")).map((line) => line.slice(line.indexOf("only if")));
  };
  expect(await told({ joining: [key("0.o4", 14)] })).toEqual([]);
  expect(await told({ leaving: ["root.1"], thresholds: { register: 1 } })).toEqual([]);
  expect(await told({ leaving: ["0.o1"] })).toEqual(["only if 2 of the officers who stay have signed it"]);
  expect(await told({ thresholds: { register: 3 } })).toEqual(["only if 3 of the officers who stay have signed it"]);
});

const REFUSED: readonly (readonly [string, typeof first | null, Partial<RootChanges>])[] = [
  ["The role root has no threshold: --threshold root=NUMBER", null, { joining: ALL }],
  ["The role state has no key.", null, { joining: ALL.slice(0, -1), thresholds: THRESHOLDS }],
  ["root.1 and 0.o9 are one key: its holder would count twice.", first, { joining: [key("0.o9", 1)] }],
  ["root.1 and root.6 are one key: its holder would count twice.", first, { joining: [key("root.6", 1)] }],
  ["Two keys are called 0.o2.", first, { joining: [key("0.o2", 30)] }],
  ["nation: a key is called root.1, 0.o1 or 0.s1, with any number", first, { joining: [key("nation", 30)] }],
  [
    "The role root has 9 keys, and readers take 8 at most.",
    first,
    { joining: [6, 7, 8, 9].map((number) => key(`root.${number}`, 30 + number)) },
  ],
  ["The threshold of register is 4, and the role has fewer keys (3): nobody could sign.", first, { thresholds: { register: 4 } }],
  ["The threshold of register is 2, and the role has fewer keys (1): nobody could sign.", first, { leaving: ["0.o1", "0.o2"] }],
  ["The threshold of root is no whole number from 1.", first, { thresholds: { root: 0 } }],
  ["The threshold of root is no whole number from 1.", first, { thresholds: { root: Number.NaN } }],
  ["The root has no key 0.o7.", first, { leaving: ["0.o7"] }],
  ["The root has no key 0.o7.", first, { replacing: new Map([["0.o7", key("0.o8", 30)]]) }],
  ["0.s2 has another role than 0.o1.", first, { replacing: new Map([["0.o1", key("0.s2", 30)]]) }],
  [
    "0.o1 is the name of another key in root 1: a new key has a new name.",
    first,
    { replacing: new Map([["0.o1", key("0.o1", 30)]]) },
  ],
];

test.each(REFUSED)("refused: %s", (sentence, before, some) => {
  expect(() => nextRoot(before, changes(some), NOW)).toThrow(sentence);
});

const follows = (root: Root, before: Root | null) => () => mustFollow(root, before);

test("nobody signs a root of another version than the next one, or one under which a state could not be read", () => {
  expect(follows({ ...first, version: 3 }, first)).toThrow("It has version 3; after root 1 comes version 2.");
  expect(follows(first, first)).toThrow("It has version 1; after root 1 comes version 2.");
  expect(follows({ ...first, version: 2 }, null)).toThrow("It has version 2: --before names the root of version 1.");
  const state = { threshold: 2, keys: [key("0.s1", 20), key("0.s2", 21)] };
  expect(follows({ ...first, roles: { ...first.roles, state } }, null)).toThrow("a state has one signature");
  expect(follows(first, null)).not.toThrow();
});
