/** What a new register changes, in words: all that its officers sign for, and nothing else. Pure. */
import { secondInChina } from "../china-time.ts";
import type { Sentence } from "../sentence.ts";
import type { IdentityKey, Member, Register } from "./trust-files.ts";

/** A change of one member. */
export interface RegisterChange {
  /** The code of the member. */
  readonly code: string;
  readonly kind: "joins" | "leaves" | Changeable;
  readonly sentence: Sentence;
}

type Change = Pick<RegisterChange, "kind" | "sentence">;

const MINUTES_OF_DAY = 1440;

const MODES: Readonly<Record<Member["mode"], Sentence>> = {
  A: { zh: "有自己的健康码", en: "has a code of its own" },
  B: { zh: "有系统，不能签发健康码", en: "has a system that cannot sign codes" },
  C: { zh: "没有系统，使用国家健康码", en: "has no system and uses the national code" },
};

/** @param at null: there is no end */
function moment(at: number | null): Sentence {
  if (at === null) return { zh: "无期限", en: "without an end" };
  return { zh: `北京时间 ${secondInChina(at)}`, en: `${secondInChina(at)} Beijing time` };
}

/** The sentence of a value that was replaced. */
function replaced(what: Sentence, before: Sentence, after: Sentence): Sentence {
  return { zh: `${what.zh}由“${before.zh}”改为“${after.zh}”`, en: `${what.en}: “${after.en}” in place of “${before.en}”` };
}

function same(text: string): Sentence {
  return { zh: text, en: text };
}

/** What a member can change and stay the same member. */
type Changeable = keyof Omit<Member, "code">;

/** The short text by which people compare a key. */
type Fingerprint = (key: IdentityKey) => string;

type Words = {
  readonly [Field in Changeable]: (before: Member[Field], after: Member[Field], fingerprint: Fingerprint) => readonly Sentence[];
};

/** One entry for each field, so that a new field does not compile without its words. */
const WORDS: Words = {
  name: (before, after) =>
    before.zh === after.zh && before.en === after.en
      ? []
      : [replaced({ zh: "名称", en: "name" }, same(`${before.zh} ${before.en}`), same(`${after.zh} ${after.en}`))],
  origin: (before, after) => (before === after ? [] : [replaced({ zh: "网址", en: "address" }, same(before), same(after))]),
  mode: (before, after) =>
    before === after ? [] : [replaced({ zh: "接入方式", en: "what the region has" }, MODES[before], MODES[after])],
  from: (before, after) => (before === after ? [] : [replaced({ zh: "起始日", en: "begins" }, moment(before), moment(after))]),
  until: (before, after) => (before === after ? [] : [replaced({ zh: "截止日", en: "ends" }, moment(before), moment(after))]),
  readmitted: (before, after) => {
    if (before === after) return [];
    if (after === null) return [{ zh: "取消恢复", en: "the readmission is taken back" }];
    const at = moment(after);
    return [{ zh: `恢复：${at.zh} 及以前的暂停结束`, en: `readmitted: suspensions of ${at.en} and before end` }];
  },
  maxLifetimeMinutes: (before, after) => [
    ...lifetime({ zh: "手机码最长有效期", en: "longest life of a code on a phone" }, before.live, after.live),
    ...lifetime({ zh: "纸质码最长有效期", en: "longest life of a printed code" }, before.paper, after.paper),
  ],
  keys: (before, after, fingerprint) => [
    ...withoutKeys(before, after).map((key) => {
      const { zh, en } = nameOf(key, fingerprint);
      return { zh: `删除身份密钥 ${zh}`, en: `identity key ${en} is removed` };
    }),
    ...withoutKeys(after, before).map((key) => {
      const { zh, en } = nameOf(key, fingerprint);
      return { zh: `列入身份密钥 ${zh}`, en: `identity key ${en} is listed` };
    }),
  ],
};
const FIELDS = Object.keys(WORDS) as readonly Changeable[];

function lifetime(what: Sentence, before: number, after: number): readonly Sentence[] {
  return before === after ? [] : [replaced(what, minutes(before), minutes(after))];
}

function minutes(count: number): Sentence {
  if (count % MINUTES_OF_DAY === 0) return { zh: `${count / MINUTES_OF_DAY} 天`, en: `${count / MINUTES_OF_DAY} d` };
  return count % 60 === 0 ? { zh: `${count / 60} 小时`, en: `${count / 60} h` } : { zh: `${count} 分钟`, en: `${count} min` };
}

/** A key by its name, its fingerprint and the number of the register that first listed it. */
function nameOf(key: IdentityKey, fingerprint: Fingerprint): Sentence {
  const [short, { kid, since }] = [fingerprint(key), key];
  return { zh: `${kid}（指纹 ${short}，自第 ${since} 号名录）`, en: `${kid} (fingerprint ${short}, since register ${since})` };
}

function textOf({ kid, x, y, since }: IdentityKey): string {
  return `${kid} ${x} ${y} ${since}`;
}

function withoutKeys(keys: readonly IdentityKey[], others: readonly IdentityKey[]): readonly IdentityKey[] {
  const texts = new Set(others.map(textOf));
  return keys.filter((key) => !texts.has(textOf(key)));
}

/** All keys that the words about a change name: the name of a key begins with the code of its member. */
export function changedKeys(before: Pick<Register, "members"> | null, after: Pick<Register, "members">): readonly IdentityKey[] {
  const old = (before?.members ?? []).flatMap(({ keys }) => keys);
  const next = after.members.flatMap(({ keys }) => keys);
  return [...withoutKeys(old, next), ...withoutKeys(next, old)];
}

/** All changes, in the order of the members' codes. @param before null: there was no register @param fingerprint of each of the `changedKeys` */
export function registerChanges(
  before: Pick<Register, "members"> | null,
  after: Pick<Register, "members">,
  fingerprint: Fingerprint,
): readonly RegisterChange[] {
  const old = new Map((before?.members ?? []).map((member) => [member.code, member]));
  const next = new Map(after.members.map((member) => [member.code, member]));
  const codes = [...new Set([...old.keys(), ...next.keys()])].toSorted((one, other) => Number(one) - Number(other));
  return codes.flatMap((code) => changesOf(old.get(code), next.get(code), fingerprint).map((change) => ({ code, ...change })));
}

function changesOf(before: Member | undefined, after: Member | undefined, fingerprint: Fingerprint): readonly Change[] {
  if (after === undefined) return before === undefined ? [] : [{ kind: "leaves", sentence: leaving(before) }];
  if (before === undefined) return [{ kind: "joins", sentence: joining(after, fingerprint) }];
  return FIELDS.flatMap((kind) => {
    // Each function gets the values of its own field.
    const words = WORDS[kind] as (one: unknown, other: unknown, print: Fingerprint) => readonly Sentence[];
    return words(before[kind], after[kind], fingerprint).map(({ zh, en }) => ({
      kind,
      sentence: { zh: `${before.name.zh} ${zh}`, en: `${before.name.en}: ${en}` },
    }));
  });
}

function leaving({ name, origin }: Member): Sentence {
  return {
    zh: `${name.zh}（${origin}）退出：其健康码不再被承认`,
    en: `${name.en} (${origin}) leaves: its codes are recognised no longer`,
  };
}

function joining(
  { name, origin, mode, from, until, readmitted, maxLifetimeMinutes, keys }: Member,
  fingerprint: Fingerprint,
): Sentence {
  const [begin, end, live, paper] = [
    moment(from),
    moment(until),
    minutes(maxLifetimeMinutes.live),
    minutes(maxLifetimeMinutes.paper),
  ];
  const names = keys.map((key) => nameOf(key, fingerprint));
  const back = readmitted === null ? null : moment(readmitted);
  return {
    zh: `${name.zh} ${name.en} 加入：${origin}，${MODES[mode].zh}，自${begin.zh} 起，${end.zh}，手机码最长 ${live.zh}，纸质码最长 ${paper.zh}，身份密钥 ${names.map(({ zh }) => zh).join("、")}${back === null ? "" : `，${back.zh} 及以前的暂停结束`}`,
    en: `${name.en} ${name.zh} joins: ${origin}, ${MODES[mode].en}, from ${begin.en}, ${end.en}, codes on phones of at most ${live.en}, printed ones of at most ${paper.en}, identity keys ${names.map(({ en }) => en).join(", ")}${back === null ? "" : `, suspensions of ${back.en} and before end`}`,
  };
}
