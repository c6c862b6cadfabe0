/** What a verifier believes of another issuer, by the files of trust; of its own issuer it asks none of this. */
import { expect, test } from "vitest";
import { expiryOf } from "../../../../src/domain/code/claims.ts";
import { verifyCode } from "../../../../src/token/code/verify.ts";
import { type Membership, readTrust, type Trust } from "../../../../src/token/status/trust.ts";
import { aCredential, anIssuerCode, NOW, publishedIssuers, someClaims } from "../../../support/code.ts";

const MEMBER: Membership = {
  from: NOW - 1000,
  until: null,
  statedUntil: NOW + 1000,
  isSuspended: false,
  maxLifetimeMinutes: { live: 1440, paper: 63_360 },
};

/** The trust of a verifier for which all issuers are others. */
function trustWith(changes: Partial<Membership>, membersUntil = Number.POSITIVE_INFINITY): Trust {
  const membership = { ...MEMBER, ...changes };
  return { ...readTrust(publishedIssuers().map((issuer) => ({ ...issuer, membership }))), membersUntil };
}

async function verdict(trust: Trust): Promise<string> {
  const { code } = await aCredential();
  const checked = await verifyCode(await code(NOW), trust, NOW);
  return checked.ok ? "valid" : checked.refusal.code;
}

test.each<readonly [string, Partial<Membership>, string]>([
  ["is a member", {}, "valid"],
  ["is a member from this moment", { from: NOW }, "valid"],
  ["is a member from the next moment", { from: NOW + 1 }, "issuer_unknown"],
  ["is a member until the next moment", { until: NOW + 1 }, "valid"],
  ["was a member until this moment", { until: NOW }, "issuer_unknown"],
  ["is suspended", { isSuspended: true }, "issuer_suspended"],
  ["is suspended, and its statement has ended", { isSuspended: true, statedUntil: NOW }, "issuer_suspended"],
  ["has a statement that ends now", { statedUntil: NOW }, "trust_expired"],
  ["has no statement", { statedUntil: null }, "issuer_unknown"],
  ["is suspended and has no statement", { statedUntil: null, isSuspended: true }, "issuer_unknown"],
])("a code of an issuer that %s is answered as it should", async (_, changes, wanted) => {
  expect(await verdict(trustWith(changes))).toBe(wanted);
});

test("with a state that has ended, no other issuer is believed, and the own one is", async () => {
  expect(await verdict(trustWith({}, NOW + 1))).toBe("valid");
  expect(await verdict(trustWith({}, NOW))).toBe("trust_expired");
  expect(await verdict({ ...readTrust(publishedIssuers()), membersUntil: NOW })).toBe("valid");
});

test("a code lives no longer than the register lets its issuer's codes live", async () => {
  const { code } = await aCredential();
  const digits = await code(NOW);
  const { issuedAt, lifetimeMinutes } = someClaims();
  const short = trustWith({ maxLifetimeMinutes: { live: lifetimeMinutes - 1, paper: 1 } });
  const [own, limited] = await Promise.all([verifyCode(digits, trustWith({}), NOW), verifyCode(digits, short, NOW)]);
  if (!own.ok || !limited.ok) throw new Error("the code is valid");
  expect(own.value.expiresAt).toBe(expiryOf(own.value.claims));
  expect(limited.value.expiresAt).toBe(issuedAt + (lifetimeMinutes - 1) * 60_000);
  const over = trustWith({ maxLifetimeMinutes: { live: 0, paper: 1 } });
  expect(await verdict(over)).toBe("expired");
});

/** What a verifier of `own` says of a code of the nation for a community in Wuhan, issued at NOW. @param wuhan what the register says of Wuhan; null: not read yet */
async function nationVerdict(own: string, wuhan: Partial<Membership> | null | undefined): Promise<string> {
  const published = publishedIssuers();
  const rows = readTrust(
    published.map((one) => ({ ...one, mode: "A", membership: { ...MEMBER, ...(one.code === "4201" && wuhan) } })),
  );
  const mine = readTrust(published).issuers.get(anIssuerCode(own));
  if (mine === undefined) throw new Error(`the vectors have no issuer ${own}`);
  const memberOf: Trust["memberOf"] = (code) => {
    if (code !== "4201" || wuhan === undefined) return undefined;
    return wuhan === null ? null : rows.memberOf(code);
  };
  const trust = { ...rows, memberOf, issuers: new Map([...rows.issuers, [mine.code, mine]]) };
  const { code } = await aCredential({ issuer: "0", issuedAt: NOW });
  const checked = await verifyCode(await code(NOW), trust, NOW);
  return checked.ok ? "valid" : checked.refusal.code;
}

test.each(["0", "42", "4201"])(
  "a verifier of %s refuses the nation's codes from the moment at which a member covers them",
  async (own) => {
    expect(await nationVerdict(own, undefined)).toBe("valid");
    expect(await nationVerdict(own, { from: NOW })).toBe("region_foreign");
    expect(await nationVerdict(own, { from: NOW + 1 })).toBe("valid");
    // It stays a member.
    expect(await nationVerdict(own, { isSuspended: true, statedUntil: null })).toBe("region_foreign");
  },
);

test("while a verifier has not read whether a member covers them, it asks; the nation's own gates go on", async () => {
  expect(await nationVerdict("42", null)).toBe("trust_expired");
  expect(await nationVerdict("0", null)).toBe("valid");
});

test("a key that stays the same is not imported again, and one that changed is", () => {
  const [first] = publishedIssuers();
  if (first === undefined) throw new Error("the vectors have an issuer");
  const [key] = first.jwks.keys;
  if (key === undefined) throw new Error("the issuer has a key");
  const keyOf = (trust: Trust) => [...(trust.issuers.get(first.code)?.keys.values() ?? [])][0]?.publicKey;
  const before = readTrust([first]);
  expect(keyOf(readTrust([first], before))).toBe(keyOf(before));
  const other = { ...first, jwks: { keys: [{ ...key, y: key.x ?? "" }] } };
  expect(keyOf(readTrust([other], before))).not.toBe(keyOf(before));
});
