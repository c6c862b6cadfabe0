/** Items of appeals between issuers and of their answers: each form, and what is not for this issuer. docs/trust.md §10. */
import { expect, test } from "vitest";
import { appealAnswerIn, appealFault, appealIn } from "../../../../src/domain/federation/appeal-item.ts";
import type { LetterItem } from "../../../../src/domain/federation/letter.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";

const ID = "d53c1e7a-64ef-4ef5-8f8d-cb6c1ad1e49a";
const NOW = Date.parse("2026-11-22T16:30:00Z");
const AT = NOW / 1000;
const DAY = 86_400;
const ITEM: LetterItem = {
  id: ID,
  fact: ID,
  kind: "close_contact",
  source: "440106",
  reference: "7-31",
  at: AT,
  due: AT + 2 * DAY,
  sealed: "a.b.c.d.e",
};
const ANSWER: LetterItem = { id: ID, appeal: ID, state: "granted", ground: "ruled_out", sealed: "a.b.c.d.e" };

test("an appeal is read, also one about an entry whose item is not known", () => {
  expect(appealIn({ ...ITEM, more: 1 })).toEqual(ITEM);
  expect(appealIn({ ...ITEM, fact: null })).toEqual({ ...ITEM, fact: null });
});

test.each<Readonly<Record<string, unknown>>>([
  { fact: "7" },
  { fact: undefined },
  { kind: "rumour" },
  { source: "441" },
  { reference: "a\nb" },
  { at: "1" },
  { at: 1.5 },
  { due: null },
  { sealed: "a.b.c" },
  { sealed: 7 },
])("an appeal with %o is malformed", (changes) => {
  expect(appealIn({ ...ITEM, ...changes })).toBeNull();
});

test.each<readonly [Readonly<Record<string, unknown>>, string, string | null]>([
  [{}, "44", null],
  [{}, "4401", null],
  [{}, "0", null],
  [{}, "42", "region_foreign"],
  [{ due: AT + 2 * DAY - 1 }, "44", "appeal_time"],
  [{ at: AT + 120, due: AT + 2 * DAY + 120 }, "44", null],
  [{ at: AT + 121, due: AT + 2 * DAY + 121 }, "44", "appeal_time"],
  [{ at: AT - 30 * DAY + 1, due: AT - 28 * DAY + 1 }, "44", null],
  [{ at: AT - 30 * DAY, due: AT - 28 * DAY }, "44", "appeal_time"],
])("an appeal with %o at issuer %s: %s", (changes, own, fault) => {
  const item = appealIn({ ...ITEM, ...changes });
  expect(item && appealFault(item, own as IssuerCode, NOW)).toBe(fault);
});

test("an answer is read", () => {
  const { id, appeal, sealed } = ANSWER;
  const refused: LetterItem = { id, appeal, state: "refused", sealed };
  expect(appealAnswerIn(ANSWER)).toEqual(ANSWER);
  expect(appealAnswerIn({ ...refused, more: 1 })).toEqual(refused);
});

test.each<Readonly<Record<string, unknown>>>([
  { appeal: "7" },
  { state: "set_aside" },
  { ground: "source_silent" },
  { ground: undefined },
  { state: "refused" },
  { sealed: "" },
])("an answer with %o is malformed", (changes) => {
  expect(appealAnswerIn({ ...ANSWER, ...changes })).toBeNull();
});
