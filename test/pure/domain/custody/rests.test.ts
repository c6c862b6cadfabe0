/** The management of a person whose manager's account rests, because the authority says that its phone number belongs to somebody else. Source: decision 54. */
import { expect, test } from "vitest";
import type { AccountKey } from "../../../../src/domain/access/keys.ts";
import { answerClaim, answerManager, denyChange, restWith } from "../../../../src/domain/custody/acts.ts";
import { type ClaimOn, claimOn, proved } from "../../../../src/domain/custody/claim.ts";
import {
  type Custody,
  managerOf,
  mayDeclare,
  mayDecide,
  mayShow,
  newManager,
  NOBODY,
  presentCustody,
  type Relation,
} from "../../../../src/domain/custody/custody.ts";

const [OWN, AUNT, NEW] = ["own", "aunt", "new"] as readonly string[] as readonly [AccountKey, AccountKey, AccountKey];
const NOW = Date.UTC(2026, 10, 29);
const DAY = 86_400_000;

const manager = (account: AccountKey, relation: Relation = "child") =>
  newManager({ account, relation, maskedPhone: "" }, NOW - DAY);
const aClaim = (account: AccountKey, change: Partial<ClaimOn> = {}): ClaimOn => ({
  id: `by-${account}`,
  account,
  relation: "child",
  maskedPhone: "",
  maskedName: "",
  evidence: "none",
  isSameName: true,
  replaces: [],
  ...change,
});
const CHILD: Custody = { ...NOBODY, proof: "document", managers: [manager(OWN), manager(AUNT)] };
const RESTS = restWith(CHILD, OWN, true);

const claimed = (custody: Custody, claim: ClaimOn): Custody => {
  const result = claimOn(custody, claim, NOW);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.custody;
};

test("an account that rests declares nothing, answers nothing and shows no code, and other managers are not concerned", () => {
  expect(mayDeclare(RESTS, OWN)).toMatchObject({ ok: false, refusal: { code: "phone_not_confirmed" } });
  expect(mayShow(RESTS, OWN)).toMatchObject({ ok: false, refusal: { code: "phone_not_confirmed" } });
  expect(mayDecide(RESTS, OWN)).toBe(false);
  expect([mayDeclare(RESTS, AUNT).ok, mayShow(RESTS, AUNT).ok, mayDecide(RESTS, AUNT)]).toEqual([true, true, true]);
  expect(mayShow(RESTS, NEW)).toMatchObject({ ok: false, refusal: { code: "not_manager" } });
  expect(restWith(RESTS, OWN, true)).toEqual(RESTS);
  expect(restWith(RESTS, OWN, false)).toEqual(CHILD);
});

test("a claim from before the rest ends, and those of others wait", () => {
  const both = claimed(claimed({ ...CHILD, managers: [manager(AUNT)] }, aClaim(OWN)), aClaim(NEW));
  expect(restWith(both, OWN, true).claims).toMatchObject([{ account: NEW }]);
  expect(restWith(both, OWN, false).claims).toHaveLength(2);
});

test("the own person of an account rests by the authority's word alone, and may show a code with flags", () => {
  const own: Custody = { ...NOBODY, managers: [{ ...manager(OWN, "self"), bond: "holder" }] };
  expect(restWith(own, OWN, true)).toEqual(own);
  const word = { evidence: "document", isOtherPhone: true } as const;
  const rests = proved(own, OWN, word, NOW).custody;
  expect(mayShow(rests, OWN).ok).toBe(true);
  expect(restWith(rests, OWN, false)).toEqual(rests);
});

test("a manager whom the holder has not kept yet waits for the answer again after the rest, and their week goes on", () => {
  const asked = claimed(CHILD, aClaim(NEW, { relation: "self", evidence: "holder" }));
  const rests = restWith(asked, OWN, true);
  expect(managerOf(rests, OWN)).toMatchObject({ ending: "contradicted", endsAt: NOW + 7 * DAY });
  expect(restWith(rests, OWN, false)).toEqual(asked);
  expect(managerOf(presentCustody(rests, NOW + 7 * DAY).custody, OWN)).toBeUndefined();
  // The holder keeps the person behind the account, and the account still rests.
  const kept = answerManager(rests, NEW, OWN, "keep");
  expect(kept.ok && managerOf(kept.value, OWN)).toMatchObject({ ending: "contradicted", endsAt: null });
});

test("a dependant who proves themselves asks about an account that rests as about any other, and their own former phone goes at once", () => {
  const held = claimed(RESTS, aClaim(NEW, { relation: "self", evidence: "holder" }));
  expect(managerOf(held, OWN)).toMatchObject({ ending: "contradicted", endsAt: NOW + 7 * DAY });
  expect(managerOf(held, AUNT)).toMatchObject({ ending: "asked" });
  const phone: Custody = {
    ...NOBODY,
    managers: [{ ...manager(OWN, "self"), bond: "holder", ending: "contradicted" }, manager(AUNT)],
  };
  const moved = claimed(phone, aClaim(NEW, { relation: "self", evidence: "holder" }));
  const { custody, gone } = presentCustody(moved, NOW);
  expect(gone).toMatchObject([{ account: OWN, ending: "contradicted" }]);
  expect(managerOf(custody, AUNT)).toMatchObject({ ending: null });
});

test("the former owner takes the place of the account that rests from the new phone, and the next owner waits like a stranger after leaving", () => {
  const moved = claimed(RESTS, aClaim(NEW, { replaces: [OWN] }));
  expect(mayShow(moved, NEW).ok).toBe(true);
  expect(managerOf(moved, OWN)).toBeUndefined();
  const left = { ...RESTS, managers: RESTS.managers.filter(({ account }) => account !== OWN) };
  const waits = claimed(left, aClaim(OWN));
  expect([mayShow(waits, OWN).ok, waits.claims.length]).toEqual([false, 1]);
  const allowed = answerClaim(waits, AUNT, `by-${OWN}`, "allow", NOW);
  expect(allowed.ok && mayDeclare(allowed.value, OWN).ok).toBe(true);
});

test("a change of phone that is denied wakes no login whose number belongs to somebody else", () => {
  const [former, rests] = [manager(OWN, "self"), manager(NEW, "self")];
  const change: Custody = {
    ...NOBODY,
    managers: [
      { ...former, bond: "holder", ending: "replaced", endsAt: NOW + DAY },
      { ...rests, bond: "holder", ending: "contradicted" },
    ],
  };
  const denied = denyChange(change, OWN, NOW);
  expect(denied.ok && denied.value.frozenAt).toBe(NOW);
  expect(denied.ok && mayDeclare(denied.value, NEW).ok).toBe(false);
  expect(denied.ok && mayDeclare(denied.value, OWN).ok).toBe(true);
});
