/** The limit of examinations, and what the nation's officers are told of a member whose statement verifiers cannot use. */
import { expect, test } from "vitest";
import type { SignedStatement } from "../../../src/domain/federation/kept-trust.ts";
import { memberFault } from "../../../src/domain/federation/member-fault.ts";
import type { IdentityKey, Member } from "../../../src/domain/federation/trust-files.ts";
import { Examinations } from "../../../src/objects/nation/members.ts";
import { anIssuerCode } from "../../support/code.ts";

const NOW = Date.UTC(2020, 2, 1, 4);
const MINUTE = 60_000;

function origin(number: number): string {
  return `https://code.r${number}.gov.cn`;
}

function refused(retryAfterSeconds: number) {
  return { ok: false, refusal: { code: "too_many_requests", retryAfterSeconds } };
}

test("an origin is examined once a minute, and twelve origins in a minute", () => {
  const examinations = new Examinations();
  for (let number = 0; number < 12; number += 1)
    expect(examinations.begin(origin(number), NOW + number)).toMatchObject({ ok: true });
  expect(examinations.begin(origin(5), NOW + 20_000)).toEqual(refused(41));
  expect(examinations.begin(origin(12), NOW + 20_000)).toEqual(refused(40));
  expect(examinations.begin(origin(0), NOW + MINUTE - 1)).toEqual(refused(1));
  expect(examinations.begin(origin(0), NOW + MINUTE)).toMatchObject({ ok: true });
});

test("a clock that was put back locks no origin out", () => {
  const examinations = new Examinations();
  examinations.begin("https://code.r1.gov.cn", NOW);
  expect(examinations.begin("https://code.r1.gov.cn", NOW - MINUTE)).toMatchObject({ ok: true });
});

const key: IdentityKey = { kid: "44.i1", x: "x", y: "y", since: 1 };
const member: Member = {
  code: anIssuerCode("44"),
  name: { zh: "广东省", en: "Guangdong" },
  origin: "https://code.gd.gov.cn",
  mode: "A",
  from: NOW,
  until: null,
  readmitted: null,
  maxLifetimeMinutes: { live: 1440, paper: 63_360 },
  keys: [key],
};
const statement = { issuer: member.code, seq: 1, keys: [], saw: null, issuedAt: NOW, expiresAt: NOW + MINUTE };
const signed: SignedStatement = { statement, key, hash: "" };

test.each([
  ["none", null, NOW, "no_statement"],
  ["one that holds", signed, NOW, null],
  ["one that has ended", signed, NOW + MINUTE, "expired"],
  ["one under a key that the register lists no longer", { ...signed, key: { ...key, x: "z" } }, NOW, "key_gone"],
] as const)("a member with %s as statement", (_, given, now, fault) => {
  expect(memberFault(member, given, now)).toBe(fault);
});
