/** Which credential a phone shows next, and when it asks for new ones. */
import { describe, expect, it } from "vitest";
import { changedAt, chooseNext, isDue, isOld } from "../../../../../src/pwa/resident/code/choose.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const kept = (changed: { readonly issuedAtMs?: number; readonly shown?: number }) => {
  const issuedAtMs = changed.issuedAtMs ?? 0;
  return { issuedAtMs, expiresAtMs: issuedAtMs + DAY, shown: changed.shown ?? 0 };
};

describe("the credential shown next", () => {
  it("is the one that was shown least", () => {
    const fresh = kept({ shown: 1 });
    expect(chooseNext([kept({ shown: 3 }), fresh, kept({ shown: 2 })], HOUR)).toBe(fresh);
  });

  it("comes from the newest issue even when an older one was shown less", () => {
    const newest = kept({ issuedAtMs: HOUR, shown: 5 });
    expect(chooseNext([kept({ shown: 0 }), newest], 2 * HOUR)).toBe(newest);
  });

  it("is none when all have expired at this very millisecond", () => {
    expect(chooseNext([kept({})], DAY)).toBeUndefined();
  });
});

describe("new credentials", () => {
  it("are due when there are none", () => {
    expect(isDue([], 0, HOUR)).toBe(true);
  });

  it("are not due at exactly half of the lifetime", () => {
    expect(isDue([kept({})], 0, DAY / 2)).toBe(false);
  });

  it("are due a millisecond past half of the lifetime", () => {
    expect(isDue([kept({})], 0, DAY / 2 + 1)).toBe(true);
  });

  it("are due after a newer declaration", () => {
    expect(isDue([kept({ issuedAtMs: HOUR })], HOUR + 1, 2 * HOUR)).toBe(true);
  });

  it("are judged by the newest issue, wherever it stands", () => {
    expect(isDue([kept({}), kept({ issuedAtMs: 20 * HOUR }), kept({})], 0, 23 * HOUR)).toBe(false);
  });
});

describe("a declaration", () => {
  it("is old after more than 24 hours", () => {
    expect([isOld(HOUR, HOUR + DAY), isOld(HOUR, HOUR + DAY + 1)]).toEqual([false, true]);
  });
});

it("takes the later of the declaration and the revocation for the last change", () => {
  const [earlier, later] = ["2020-03-01T00:00:00.000Z", "2020-03-02T00:00:00.000Z"];
  const declaration = { n: 1, at: earlier, category: "staying" } as const;
  expect(changedAt({ declaration, revokedAt: later })).toBe(Date.parse(later));
  expect(changedAt({ declaration: { ...declaration, at: later }, revokedAt: earlier })).toBe(Date.parse(later));
  expect(changedAt({ declaration: null, revokedAt: null })).toBe(0);
});
