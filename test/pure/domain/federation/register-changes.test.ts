/** The words in which an officer reads a new register: they name every change of every member, and say nothing when nothing changes. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { registerChanges } from "../../../../src/domain/federation/register-changes.ts";
import type { IdentityKey, Member } from "../../../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";

/** With the point in place of a fingerprint. */
function changes(before: { readonly members: readonly Member[] } | null, after: { readonly members: readonly Member[] }) {
  return registerChanges(before, after, ({ x, y }) => `${x}.${y}`);
}

const letters = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
const instant = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000);
const minutes = fc.integer({ min: 1, max: 65_535 });
const key: fc.Arbitrary<IdentityKey> = fc.record({
  kid: fc.integer({ min: 1, max: 9 }).map((number) => `4201.i${number}`),
  x: letters,
  y: letters,
  since: fc.integer({ min: 1, max: 50 }),
});
const member: fc.Arbitrary<Member> = fc.record({
  code: fc.constantFrom("36", "44", "4201").map((code) => code as IssuerCode),
  name: fc.record({ zh: fc.constantFrom("武汉市", "广东省"), en: fc.constantFrom("Wuhan", "Guangdong") }),
  origin: fc.constantFrom("https://code.wuhan.gov.cn", "https://code.gd.gov.cn"),
  mode: fc.constantFrom("A", "B", "C"),
  from: instant,
  until: fc.option(instant),
  readmitted: fc.option(instant),
  maxLifetimeMinutes: fc.record({ live: minutes, paper: minutes }),
  keys: fc.array(key, { minLength: 1, maxLength: 3 }),
});
const members = fc.uniqueArray(member, { selector: ({ code }) => code, maxLength: 3 });
const FIELDS = ["name", "origin", "mode", "from", "until", "readmitted", "maxLifetimeMinutes", "keys"] as const;

/** A register's members without the order of members and keys, and without repeated keys, which mean nothing. */
function content(some: readonly Member[]): string {
  const sorted = some.toSorted((one, other) => Number(one.code) - Number(other.code));
  return JSON.stringify(
    sorted.map((one) => ({ ...one, keys: [...new Set(one.keys.map((each) => JSON.stringify(each)))].toSorted() })),
  );
}

test("there are no words if and only if the members are the same", () => {
  fc.assert(
    fc.property(members, members, (before, after) => {
      const some = changes({ members: before }, { members: after });
      expect(some.length === 0).toBe(content(before) === content(after));
      expect(changes({ members: after }, { members: after.toReversed() })).toEqual([]);
    }),
  );
});

test("a changed field of a member is named, and no other", () => {
  fc.assert(
    fc.property(member, member, fc.constantFrom(...FIELDS), (before, other, field) => {
      const after = { ...before, [field]: other[field] };
      const kinds = changes({ members: [before] }, { members: [after] }).map(({ kind }) => kind);
      expect(new Set(kinds)).toEqual(new Set(content([before]) === content([after]) ? [] : [field]));
    }),
  );
});

const WUHAN: Member = {
  code: "4201" as IssuerCode,
  name: { zh: "武汉市", en: "Wuhan" },
  origin: "https://code.wuhan.gov.cn",
  mode: "A",
  from: Date.UTC(2020, 2, 1),
  until: null,
  readmitted: null,
  maxLifetimeMinutes: { live: 1440, paper: 63_360 },
  keys: [{ kid: "4201.i1", x: "xxxx", y: "yyyy", since: 1 }],
};

function words(before: readonly Member[] | null, after: readonly Member[]) {
  return changes(before && { members: before }, { members: after }).map(({ sentence: { zh, en } }) => [zh, en]);
}

test("a member that joins is told whole, one that leaves with what follows", () => {
  expect(words(null, [WUHAN])).toEqual([
    [
      "武汉市 Wuhan 加入：https://code.wuhan.gov.cn，有自己的健康码，自北京时间 2020-03-01 08:00:00 起，无期限，手机码最长 1 天，纸质码最长 44 天，身份密钥 4201.i1（指纹 xxxx.yyyy，自第 1 号名录）",
      "Wuhan 武汉市 joins: https://code.wuhan.gov.cn, has a code of its own, from 2020-03-01 08:00:00 Beijing time, without an end, codes on phones of at most 1 d, printed ones of at most 44 d, identity keys 4201.i1 (fingerprint xxxx.yyyy, since register 1)",
    ],
  ]);
  expect(words([WUHAN], [])).toEqual([
    [
      "武汉市（https://code.wuhan.gov.cn）退出：其健康码不再被承认",
      "Wuhan (https://code.wuhan.gov.cn) leaves: its codes are recognised no longer",
    ],
  ]);
});

test("another point under the name of a key is a removed and a listed key", () => {
  const stolen = { ...WUHAN, keys: [{ kid: "4201.i1", x: "zzzz", y: "yyyy", since: 1 }] };
  expect(words([WUHAN], [stolen])).toEqual([
    [
      "武汉市 删除身份密钥 4201.i1（指纹 xxxx.yyyy，自第 1 号名录）",
      "Wuhan: identity key 4201.i1 (fingerprint xxxx.yyyy, since register 1) is removed",
    ],
    [
      "武汉市 列入身份密钥 4201.i1（指纹 zzzz.yyyy，自第 1 号名录）",
      "Wuhan: identity key 4201.i1 (fingerprint zzzz.yyyy, since register 1) is listed",
    ],
  ]);
});

test("changes stand in the order of the members' numbers", () => {
  const codes = (some: readonly string[], origin: string) => some.map((code) => ({ ...WUHAN, code: code as IssuerCode, origin }));
  const some = changes(
    { members: codes(["4201", "44", "0"], "https://a.gov.cn") },
    { members: codes(["0", "4201", "36", "44"], "https://b.gov.cn") },
  );
  expect(some.map((change) => `${change.code} ${change.kind}`)).toEqual(["0 origin", "36 joins", "44 origin", "4201 origin"]);
});

test("a length of life is told in days, in hours, or in minutes, whichever is whole", () => {
  const living = (live: number) => ({ ...WUHAN, maxLifetimeMinutes: { live, paper: 63_360 } });
  const told = [2880, 60, 61].map((live) => words([living(1440)], [living(live)]));
  expect(told).toEqual(
    [
      ["2 天", "2 d"],
      ["1 小时", "1 h"],
      ["61 分钟", "61 min"],
    ].map(([zh, en]) => [
      [`武汉市 手机码最长有效期由“1 天”改为“${zh}”`, `Wuhan: longest life of a code on a phone: “${en}” in place of “1 d”`],
    ]),
  );
});
