/** Names, sizes and ends of status lists, and their entries: reading, withdrawal, and revocation below an index. */
import { expect, test } from "vitest";
import {
  listBytes,
  revokeBelow,
  STATUS,
  statusAt,
  statusListEnd,
  statusListName,
  statusListOf,
  withdraw,
} from "../../../../src/domain/code/status.ts";
import { NOW, someClaims } from "../../../support/code.ts";

test("the list of a credential belongs to its community and to the day in China on which it expires", () => {
  expect(statusListOf(someClaims({ issuedAt: NOW, lifetimeMinutes: 1440 }))).toBe("420107012001-20200302");
});

test("paper codes have a list of their own, beside that of phones", () => {
  const list = statusListOf(someClaims({ kind: "paper", issuedAt: NOW, lifetimeMinutes: 1440 }));
  expect([list, statusListEnd(list)]).toEqual(["420107012001-20200302p", Date.UTC(2020, 2, 2, 16)]);
});

test("the day changes at midnight in China, not in Greenwich", () => {
  expect(statusListName("420107012001", Date.UTC(2020, 1, 29, 15, 59, 59))).toBe("420107012001-20200229");
  expect(statusListName("420107012001", Date.UTC(2020, 1, 29, 16, 0, 0))).toBe("420107012001-20200301");
});

test("a list ends at the midnight in China after its day, also after a month and a leap day", () => {
  expect(statusListEnd("420107012001-20200229")).toBe(Date.UTC(2020, 1, 29, 16));
  expect(statusListEnd("420107012001-20201231")).toBe(Date.UTC(2020, 11, 31, 16));
});

test("entries are read two bits each from the least significant end, as in the draft's example", () => {
  // IETF Token Status List, 2-bit example: entries 1 2 0 3 | 0 1 0 1 | 1 2 3 3 are the bytes c9 44 f9.
  const list = Uint8Array.of(0xc9, 0x44, 0xf9);
  expect(Array.from({ length: 12 }, (_, index) => statusAt(list, index))).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
});

test("an entry beyond the list is unknown", () => {
  expect(statusAt(Uint8Array.of(0), 4)).toBeUndefined();
});

test("the withdrawal of one entry changes no other entry, and the answer says whether it changed", () => {
  const list = Uint8Array.of(0b11_00_11_00, 0);
  expect([withdraw(list, 2, "revoked"), withdraw(list, 4, "suspended"), withdraw(list, 8, "revoked")]).toEqual([
    true,
    true,
    false,
  ]);
  expect([...list]).toEqual([0b11_01_11_00, 0b00_00_00_10]);
});

test("the withdrawal of an entry with a future meaning replaces its whole value", () => {
  const list = Uint8Array.of(0b11_11_11_11);
  expect([withdraw(list, 1, "suspended"), withdraw(list, 2, "revoked"), [...list]]).toEqual([true, true, [0b11_01_10_11]]);
});

test("a revoked entry stays revoked after a late or repeated message", () => {
  const list = Uint8Array.of(0);
  expect([withdraw(list, 0, "suspended"), withdraw(list, 0, "suspended"), withdraw(list, 0, "revoked")]).toEqual([
    true,
    false,
    true,
  ]);
  expect([withdraw(list, 0, "revoked"), withdraw(list, 0, "suspended"), statusAt(list, 0)]).toEqual([false, false, 1]);
});

test("a published list has twice the room that its entries need, and grows only when they fill it", () => {
  expect([0, 1, 2048, 2049, 4096, 4097, 40_000, 2 ** 24].map(listBytes)).toEqual([
    1024, 1024, 1024, 2048, 2048, 4096, 32_768, 4_194_304,
  ]);
});

/** Revokes all entries below `index` in a list that alternates suspended (2) and valid (0); returns the twelve entries as digits. */
const revoked = (index: number) => {
  const bits = Uint8Array.of(0b10_00_10_00, 0b10_00_10_00, 0b10_00_10_00);
  revokeBelow(bits, index);
  return Array.from({ length: 12 }, (_, entry) => statusAt(bits, entry)).join("");
};

test("all entries below an index become revoked, and the entries from the index on stay", () => {
  expect(STATUS).toEqual({ valid: 0, revoked: 1, suspended: 2 });
  expect([0, 1, 4, 6, 12].map(revoked)).toEqual(["020202020202", "120202020202", "111102020202", "111111020202", "111111111111"]);
});
