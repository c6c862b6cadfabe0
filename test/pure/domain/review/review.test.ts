/** Whether a review waits after a declaration or a new fact: when it begins, stays and ends. Source: product.md §2. */
import { describe, expect, it } from "vitest";
import type { Contact } from "../../../../src/domain/declaration/declaration.ts";
import type { Fact } from "../../../../src/domain/fact/fact.ts";
import { reviewAfter, type ReviewInput } from "../../../../src/domain/review/review.ts";

const HOUR = 3_600_000;
const AT = Date.parse("2020-03-01T08:00:00+08:00");
const WAITING = { at: AT - HOUR, risk: "high" } as const;
const CONTACT: Fact = { kind: "close_contact", from: "2020-02-20", until: null };

const after = (changes: Partial<ReviewInput>) =>
  reviewAfter({ rules: "42", open: null, declared: null, facts: [], finding: null, at: AT, today: "2020-03-01", ...changes });
const declared = (contact: Contact) => ({ declared: { contact, originRisk: "medium" } as const });

describe("a review", () => {
  it.for<readonly [Contact, boolean]>([
    ["none", false],
    ["unsure", false],
    ["confirmed", true],
    ["suspected", true],
    ["fever_patient", true],
  ])("after the declared contact %s begins: %s", ([contact, begins]) => {
    expect(after(declared(contact)).open).toEqual(begins ? { at: AT, risk: "medium" } : null);
  });

  it.for<readonly [string, Partial<ReviewInput>]>([
    ["under rules that review nothing", { rules: "0" }],
    ["of somebody whom a list knows", { facts: [CONTACT] }],
  ])("does not begin %s", ([, changes]) => {
    expect(after({ ...declared("confirmed"), ...changes }).open).toBeNull();
  });

  it.for<readonly [string, Fact]>([
    ["is over", { ...CONTACT, until: "2020-03-01" }],
    ["is of an entry", { ...CONTACT, kind: "entry" }],
    ["is of a negative test", { ...CONTACT, kind: "test_negative" }],
  ])("begins in spite of a fact that %s", ([, fact]) => {
    expect(after({ ...declared("confirmed"), facts: [fact] }).open).not.toBeNull();
  });

  it("is neither ended nor postponed by another declaration", () => {
    expect(after({ open: WAITING, ...declared("none") })).toEqual({ open: WAITING, ended: null });
    expect(after({ open: WAITING, ...declared("confirmed") })).toEqual({ open: WAITING, ended: null });
  });

  it.for<readonly [string, Partial<ReviewInput>, string]>([
    ["what officers have found", { finding: "no_contact_found" }, "no_contact_found"],
    ["a list that speaks", { facts: [CONTACT], finding: "no_contact_found" }, "listed"],
    ["three days", { at: WAITING.at + 72 * HOUR }, "lapsed"],
  ])("is ended by %s", ([, changes, ended]) => {
    expect(after({ open: WAITING, ...changes })).toEqual({ open: null, ended });
  });

  it("continues until the last moment of the three days", () => {
    expect(after({ open: WAITING, at: WAITING.at + 72 * HOUR - 1 }).ended).toBeNull();
  });
});
