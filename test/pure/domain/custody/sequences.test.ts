/** After any sequence of claims, proofs, changes of phone, cases and departures, a proved person manages themselves, nobody else manages without a reason, and nobody is locked out. Source: decision 54. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountKey } from "../../../../src/domain/access/keys.ts";
import {
  answerClaim,
  answerManager,
  denyChange,
  endEarlier,
  leave,
  restWith,
  sawDocument,
  settle,
} from "../../../../src/domain/custody/acts.ts";
import { type ClaimOn, claimOn, proved } from "../../../../src/domain/custody/claim.ts";
import {
  type Custody,
  flagsFor,
  holderOf,
  managerOf,
  mayDecide,
  mayDeclare,
  isContradicted,
  newManager,
  presentCustody,
  type Relation,
  restsWithAccount,
} from "../../../../src/domain/custody/custody.ts";
import { holds } from "../../../../src/domain/identity/proof.ts";
import { DAY_MS, HOUR_MS } from "../../../../src/domain/instant.ts";

const ACCOUNTS = ["a", "b", "c", "d"] as readonly string[] as readonly AccountKey[];
/** Drawn more often are the answers that lead to a holder, because a change of phone and what follows from it need two of them. */
const RELATIONS: readonly Relation[] = ["self", "self", "self", "child", "parent", "other"];
const MOSTLY = fc.constantFrom(true, true, true, false);

/** What a step does; who acts and about whom are accounts. */
const STEP = fc.record({
  act: fc.constantFrom(
    "claim",
    "claim",
    "claim",
    "login",
    "allow",
    "deny",
    "leave",
    "keep",
    "end",
    "notMe",
    "case",
    "office",
    "rests",
    "restEnds",
    "move",
    "later",
    "earlierEnds",
  ),
  by: fc.constantFrom(...ACCOUNTS),
  other: fc.constantFrom(...ACCOUNTS),
  relation: fc.constantFrom(...RELATIONS),
  /** Whether the authority answers, and whether the claimant knows the name. */
  answers: MOSTLY,
  knowsName: MOSTLY,
  hours: fc.constantFrom(1, 25, 24 * 8),
});
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never;

interface World {
  readonly custody: Custody | null;
  /** Whether the stored name is the person's. */
  readonly isTrueName: boolean;
  /** The account of the phone that the authority has for the person. */
  readonly phone: AccountKey;
  readonly now: number;
}

const BEGIN: World = { custody: null, isTrueName: false, phone: "a" as AccountKey, now: DAY_MS };
/** The login "b" was the person's own in a release without proofs. */
const EARLIER: World = {
  ...BEGIN,
  isTrueName: true,
  custody: {
    proof: "earlier",
    managers: [{ ...newManager({ account: "b" as AccountKey, relation: "self", maskedPhone: "" }, 0), bond: "earlier" }],
    claims: [],
    frozenAt: null,
  },
};
const BEGINS = fc.constantFrom(BEGIN, EARLIER);

function claimOf(world: World, { by, relation, answers, knowsName }: Step): ClaimOn | null {
  // The authority contradicts a wrong name, and nothing is entered.
  if (answers && !knowsName) return null;
  const evidence = answers ? (relation === "self" && by === world.phone ? "holder" : "document") : "none";
  const isSameName = world.custody !== null && world.isTrueName === knowsName;
  return { id: `${by}${world.now}`, account: by, relation, maskedPhone: "", maskedName: "", evidence, isSameName, replaces: [] };
}

/** The world after a step. */
function after(world: World, step: Step): World {
  const { by, other, relation, answers, knowsName, hours } = step;
  const { custody, now } = world;
  if (step.act === "move") return { ...world, phone: by };
  if (step.act === "later") {
    const later = now + hours * HOUR_MS;
    return { ...world, now: later, custody: custody && presentCustody(custody, later).custody };
  }
  if (step.act === "claim") {
    const claim = claimOf(world, step);
    const claimed = claim && claimOn(custody, claim, now);
    if (!claimed?.ok) return world;
    return { ...world, custody: claimed.value.custody, isTrueName: claimed.value.renames ? knowsName : world.isTrueName };
  }
  if (step.act === "case") {
    return { ...world, isTrueName: true, custody: settle(custody, { account: by, relation, maskedPhone: "" }, now) };
  }
  if (custody === null) return world;
  const given = (result: { readonly ok: boolean; readonly value?: Custody }): World =>
    result.ok && result.value !== undefined ? { ...world, custody: result.value } : world;
  switch (step.act) {
    case "login": {
      if (!answers || !world.isTrueName || managerOf(custody, by)?.relation !== "self") return world;
      const isOtherPhone = by !== world.phone;
      const evidence = isOtherPhone ? "document" : "holder";
      return { ...world, custody: proved(custody, by, { evidence, isOtherPhone }, now).custody };
    }
    case "allow":
    case "deny":
      return given(answerClaim(custody, by, custody.claims.find(({ account }) => account === other)?.id ?? "", step.act, now));
    case "leave":
      return { ...world, custody: leave(custody, by) };
    case "keep":
    case "end":
      return given(answerManager(custody, by, other, step.act));
    case "notMe":
      return given(denyChange(custody, by, now));
    case "rests":
    case "restEnds":
      return { ...world, custody: restWith(custody, by, step.act === "rests") };
    case "office":
      return given(sawDocument(custody, by));
    default:
      return { ...world, custody: endEarlier(custody, null) };
  }
}

/** Whether a step may make an account a manager, for a reason: it named a person whom nobody manages, was allowed, is proved, or a case says so. */
function mayAdd(before: World, step: Step, account: AccountKey): boolean {
  const { custody } = before;
  if (step.act === "case") return account === step.by;
  if (step.act === "allow") return account === step.other && custody !== null && mayDecide(custody, step.by);
  if (step.act !== "claim" || account !== step.by) return false;
  const claim = claimOf(before, step);
  const isFirst = custody === null || custody.managers.length === 0;
  // A name that the authority contradicts has named nobody.
  const isUnproved = custody !== null && custody.proof === "none" && custody.frozenAt === null;
  const isInvented = isUnproved && !before.isTrueName && claim?.evidence !== "none";
  return isFirst || isInvented || (claim?.evidence === "holder" && custody.frozenAt === null);
}

function check(before: World, step: Step, world: World): void {
  const { custody, phone, now } = world;
  if (custody === null) return;
  for (const { account } of custody.managers)
    if (before.custody === null || managerOf(before.custody, account) === undefined)
      expect(mayAdd(before, step, account), `${step.act} makes ${account} a manager`).toBe(true);
  expect(custody.managers.filter(({ bond, ending }) => holds(bond) && ending === null).length).toBeLessThanOrEqual(1);
  expect(custody.claims.length).toBeLessThanOrEqual(5);
  if (custody.managers.length === 0) expect(custody.claims).toEqual([]);
  if (custody.frozenAt !== null) expect(custody.managers.some(({ bond }) => bond !== null)).toBe(false);
  const own = step.act === "claim" && custody !== before.custody ? managerOf(custody, step.by) : undefined;
  if (own !== undefined) expect(own.relation, "what the login said last").toBe(step.relation);
  // The former phone can deny a change until its day is over. No act of the new one prevents that.
  const mayGo = step.act === "case" || step.act === "later" || step.act === "leave";
  for (const { account, ending } of before.custody?.managers ?? [])
    if (ending === "replaced" && !mayGo) expect(managerOf(custody, account), `${step.act} ends the former phone`).toBeDefined();
  for (const account of ACCOUNTS) {
    const manager = managerOf(custody, account);
    // A name and a number alone never give a code without a flag.
    if (manager !== undefined && flagsFor(custody, account).length === 0) expect(manager.bond).not.toBeNull();
    const rests = manager?.ending === "asked" || manager?.ending === "contradicted";
    if (manager === undefined || rests) expect(mayDeclare(custody, account).ok).toBe(false);
    // The next owner of a phone number shows no code without a flag, and decides nothing.
    if (manager?.ending === "contradicted") expect(flagsFor(custody, account)).not.toEqual([]);
    if (manager?.ending === "contradicted") expect(mayDecide(custody, account)).toBe(false);
    const holder = holderOf(custody);
    if (holder !== undefined && holder.account !== account) expect(mayDecide(custody, account)).toBe(false);
  }
  mustNotBeLockedOut(custody, phone, now);
}

/** The person with the phone that the authority has holds themselves at once, and a case gives anybody their person. */
function mustNotBeLockedOut(custody: Custody, phone: AccountKey, now: number): void {
  const claim = { id: "p", account: phone, relation: "self", maskedPhone: "", maskedName: "", replaces: [] } as const;
  for (const isSameName of [true, false]) {
    const claimed = claimOn(custody, { ...claim, evidence: "holder", isSameName }, now);
    if (custody.frozenAt !== null) continue;
    expect(claimed.ok && claimed.value.state).toBe("managed");
    if (!claimed.ok) continue;
    expect(holderOf(claimed.value.custody)?.account).toBe(phone);
    // A manager whom the holder has neither kept nor allowed is gone after a week, and the former phone after a day.
    const stays = custody.managers.filter((one) => one.ending === null || (restsWithAccount(one) && one.endsAt === null));
    const kept = new Set([phone, ...stays.map(({ account }) => account)]);
    const week = presentCustody(claimed.value.custody, now + 7 * DAY_MS).custody;
    const hadHolder = holderOf(custody) !== undefined || custody.managers.some(isContradicted);
    for (const { account } of week.managers) expect(hadHolder ? kept.has(account) : account === phone).toBe(true);
  }
  const settled = settle(custody, { account: phone, relation: "self", maskedPhone: "" }, now);
  expect(holderOf(settled)).toMatchObject({ account: phone, bond: "in_person" });
}

test("no sequence of acts makes somebody a manager without a reason, or leaves the person without a way", () => {
  fc.assert(
    fc.property(BEGINS, fc.array(STEP, { maxLength: 40, size: "max" }), (begin, steps) => {
      let world = begin;
      for (const step of steps) {
        const next = after(world, step);
        check(world, step, next);
        world = next;
      }
    }),
    { numRuns: 3000 },
  );
});

test("a claim that nobody answers is no claim after a week, whatever happens to the managers", () => {
  fc.assert(
    fc.property(BEGINS, fc.array(STEP, { maxLength: 20, size: "max" }), (begin, steps) => {
      const world = steps.reduce(after, begin);
      if (world.custody === null) return;
      const later = presentCustody(world.custody, world.now + 7 * DAY_MS).custody;
      expect(later.claims).toEqual([]);
      const before = new Set(world.custody.managers.map(({ account }) => account));
      expect(later.managers.every(({ account }) => before.has(account))).toBe(true);
    }),
  );
});
