/** The errands of an appeal that another issuer answers: the clocks of 4 and 48 hours run from the resident's click. docs/trust.md §10. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import {
  errandsOf,
  homeOf,
  mayBeSetAside,
  nextErrandAt,
  personsOf,
  type SentAppeal,
} from "../../../../src/domain/appeal/sent-appeal.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";

const AT = Date.parse("2026-11-22T16:30:00Z");
const HOUR = 3_600_000;
const [GUANGDONG, WUHAN, NATION] = ["44", "4201", "0"] as const;

const sent = (changes: Partial<SentAppeal> = {}): SentAppeal => ({
  at: AT,
  teller: GUANGDONG as IssuerCode,
  receivedAt: null,
  refusal: null,
  nationAt: null,
  nationRefusal: null,
  isQueued: false,
  isClosed: false,
  asideAt: null,
  isCounted: false,
  ...changes,
});

/** Each errand with the hours after the click from which it is due. */
const errands = (changes: Partial<SentAppeal>, home: string = WUHAN) =>
  errandsOf(sent(changes), home as IssuerCode).map(
    (errand) => `${errand.act === "send" ? errand.to : errand.act} ${(errand.from - AT) / HOUR}`,
  );

const teller = NATION as IssuerCode;

test.each<readonly [string, Partial<SentAppeal>, readonly string[]]>([
  ["at first", {}, ["44 0", "0 4", "queue 48"]],
  ["with the receipt", { receivedAt: AT + HOUR }, ["queue 48"]],
  ["refused by the source", { refusal: "item_malformed" }, ["0 4", "queue 48"]],
  ["with the receipt of the nation", { nationAt: AT + 5 * HOUR }, ["44 0", "queue 48"]],
  ["refused by both", { refusal: "x", nationRefusal: "x" }, ["queue 48"]],
  ["before the own officers", { receivedAt: AT, isQueued: true }, []],
  ["answered", { receivedAt: AT, isClosed: true }, []],
  ["answered while it stands before the own officers", { receivedAt: AT, isClosed: true, isQueued: true }, ["leave 0"]],
  ["set aside without a receipt", { isQueued: true, asideAt: AT }, ["44 0", "leave 0", "count 0"]],
  ["set aside and counted", { receivedAt: AT, asideAt: AT, isCounted: true }, []],
  ["told by the nation", { teller }, ["0 0", "queue 48"]],
])("what is left to do with an appeal %s", (_, changes, left) => {
  expect(errands(changes)).toEqual(left);
});

test("a person of the nation's own issuer has no further helper", () => {
  expect(errands({}, NATION)).toEqual(["44 0", "queue 48"]);
});

test("the next errand is the earliest one", () => {
  expect(nextErrandAt(sent(), WUHAN as IssuerCode)).toBe(AT);
  expect(nextErrandAt(sent({ refusal: "x" }), WUHAN as IssuerCode)).toBe(AT + 4 * HOUR);
  expect(nextErrandAt(sent({ isClosed: true }), WUHAN as IssuerCode)).toBeNull();
});

test("the entry may be set aside from the end of the 48 hours on, once, and not after an answer", () => {
  const over = AT + 48 * HOUR;
  expect(mayBeSetAside(sent(), over - 1)).toBe(false);
  expect(mayBeSetAside(sent(), over)).toBe(true);
  expect(mayBeSetAside(sent({ asideAt: over }), over)).toBe(false);
  expect(mayBeSetAside(sent({ isClosed: true }), over)).toBe(false);
});

test("the persons of another issuer have a key that no own person has", () => {
  expect(homeOf(personsOf(WUHAN as IssuerCode))).toBe(WUHAN);
  expect(homeOf("00ff" as PersonKey)).toBeNull();
  expect(homeOf("letters/420" as PersonKey)).toBeNull();
});
