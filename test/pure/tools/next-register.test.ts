/** The next register: an admission after a removal ends the suspensions from before it, and no change of a member does. docs/trust.md §6. */
import { expect, test } from "vitest";
import { isReadmitted } from "../../../src/domain/federation/take-trust.ts";
import type { Application } from "../../../src/token/federation/application.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { admitting, readmitting, removing, retiring } from "../../../tools/register/next-register.ts";

const [SUSPENDED, READMITTED, AGAIN] = [1, 2, 3].map((day) => Date.UTC(2020, 2, day)) as [number, number, number];
const wuhan: Application = {
  issuer: "4201" as IssuerCode,
  issuedAt: SUSPENDED,
  name: { zh: "武汉市", en: "Wuhan" },
  origin: "https://code.wuhan.gov.cn",
  mode: "A",
  maxLifetimeMinutes: { live: 1440, paper: 63_360 },
  key: { kid: "4201.i1", x: "xxxx", y: "yyyy" },
};
const first = admitting(wuhan)([], 1, SUSPENDED - 1000);

test("a member that was suspended, readmitted, removed and admitted again is suspended no longer", () => {
  const back = readmitting("4201")(first, 2, READMITTED);
  const again = admitting(wuhan)(removing("4201")(back, 3, READMITTED), 4, AGAIN);
  expect(isReadmitted(again[0], SUSPENDED)).toBe(true);
  expect(again).toMatchObject([{ from: AGAIN, readmitted: AGAIN - 1000 }]);
});

test("an admission ends what was before it, and no suspension of its own second or later", () => {
  expect([SUSPENDED - 2000, SUSPENDED - 1000, SUSPENDED].map((at) => isReadmitted(first[0], at))).toEqual([true, false, false]);
});

test("a new key of a member, by another application, ends no suspension", () => {
  const key = { kid: "4201.i2", x: "xxx2", y: "yyy2" };
  const renewed = admitting({ ...wuhan, key })(first, 2, AGAIN);
  expect(renewed[0]?.readmitted).toBe(first[0]?.readmitted);
  expect(isReadmitted(renewed[0], SUSPENDED)).toBe(false);
});

test("an old application lists no retired key again", () => {
  const key = { kid: "4201.i2", x: "xxx2", y: "yyy2" };
  const replaced = retiring("4201.i1")(admitting({ ...wuhan, key })(first, 2, AGAIN), 3, AGAIN);
  expect(() => admitting(wuhan)(replaced, 4, AGAIN)).toThrow("names 4201.i1, and the register lists 4201.i2");
  expect(admitting({ ...wuhan, key })(replaced, 4, AGAIN)[0]?.keys).toEqual([{ ...key, since: 2 }]);
});
