/** The credential that a phone displays next, and when it needs new ones. */
import { describe, expect, it } from "vitest";
import { changedAt, chooseNext, declaredAt, isDue, isOld } from "../../../../../src/pwa/resident/code/choose.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const aCredential = (changed: { readonly issuedAtMs?: number; readonly shown?: number }) => {
  const issuedAtMs = changed.issuedAtMs ?? 0;
  return { issuedAtMs, expiresAtMs: issuedAtMs + DAY, shown: changed.shown ?? 0 };
};

describe("the next credential to show", () => {
  it("is the least used one", () => {
    const fresh = aCredential({ shown: 1 });
    expect(chooseNext([aCredential({ shown: 3 }), fresh, aCredential({ shown: 2 })], HOUR)).toBe(fresh);
  });

  it("comes from the newest issue even when an older one was used less", () => {
    const newest = aCredential({ issuedAtMs: HOUR, shown: 5 });
    expect(chooseNext([aCredential({ shown: 0 }), newest], 2 * HOUR)).toBe(newest);
  });

  it("is null when all expired at this very millisecond", () => {
    expect(chooseNext([aCredential({})], DAY)).toBeUndefined();
  });
});

describe("new credentials", () => {
  it("are due when the phone has none", () => {
    expect(isDue([], 0, HOUR)).toBe(true);
  });

  it("are not due at exactly half of the lifetime", () => {
    expect(isDue([aCredential({})], 0, DAY / 2)).toBe(false);
  });

  it("are due a millisecond past half of the lifetime", () => {
    expect(isDue([aCredential({})], 0, DAY / 2 + 1)).toBe(true);
  });

  it("are due after a newer declaration", () => {
    expect(isDue([aCredential({ issuedAtMs: HOUR })], HOUR + 1, 2 * HOUR)).toBe(true);
  });

  it("are not due after a declaration in the hour that they name, if the server made them after it", () => {
    const named = { ...aCredential({ issuedAtMs: HOUR }), madeAtMs: HOUR + 5000 };
    expect([isDue([named], HOUR + 4000, 2 * HOUR), isDue([named], HOUR + 5001, 2 * HOUR)]).toEqual([false, true]);
  });

  it("are judged by the newest issue, wherever it stands", () => {
    expect(isDue([aCredential({}), aCredential({ issuedAtMs: 20 * HOUR }), aCredential({})], 0, 23 * HOUR)).toBe(false);
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

it("shows the minute of the declaration that a credential names by its hour, and the hour of an earlier one", () => {
  const declaration = { n: 2, at: "2020-03-01T01:42:05.000Z", category: "staying" } as const;
  const hour = Date.UTC(2020, 2, 1, 1);
  expect(declaredAt({ declaredAtMs: hour }, { declaration })).toBe(Date.parse(declaration.at));
  expect(declaredAt({ declaredAtMs: hour - HOUR }, { declaration })).toBe(hour - HOUR);
  expect(declaredAt({ declaredAtMs: hour }, { declaration: null })).toBe(hour);
  expect(declaredAt({ declaredAtMs: null }, { declaration })).toBeNull();
});
