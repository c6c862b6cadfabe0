/** The nation makes a code of its own from one of another issuer, with the holder's hand-over only, revokes it with the other one, and knows no person. On the real objects. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expiryOf } from "../../../src/domain/code/claims.ts";
import { statusListOf } from "../../../src/domain/code/status.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishMoment } from "../believed.ts";
import { Visitor } from "../visitor.ts";
import { aConversion, convert, converted, inHubei, nation, newKeys, objectOf, parsed, ring } from "./converted.ts";

const verified = (code: string) =>
  new Visitor("wuhan.localhost").ask<{ readonly valid: boolean; readonly refusal?: { readonly code: string } }>(
    "POST",
    "/api/v1/verify",
    { code },
  );

test("the nation's code has the community, the flags, the name and the colour of the other, and ends no later", async () => {
  const { shown } = await inHubei();
  const [home, made] = [parsed(shown.digits).claims, parsed((await converted(shown)).digits).claims];
  const { community, flags, colour, maskedName } = home;
  expect(made).toMatchObject({ issuer: "0", kind: "live", community, flags, colour, maskedName });
  expect(made.declaredAt).toBe(home.declaredAt);
  expect(expiryOf(made)).toBeLessThanOrEqual(expiryOf(home));
  expect([...made.handle]).not.toEqual([...home.handle]);
});

test("verifiers of any issuer believe it, by a key that signs nothing else", async () => {
  const { digits } = await converted((await inHubei()).shown);
  expect((await verified(digits)).valid).toBe(true);
  const { keys } = await nation().ask<{ readonly keys: readonly { readonly kid: string; readonly for: string }[] }>(
    "GET",
    "/.well-known/jwks.json",
  );
  expect(keys.map((key) => key.for).toSorted()).toEqual(["converted", "free"]);
  expect(keys.find((key) => key.for === "converted")?.kid).toBe(`0.${parsed(digits).claims.keyNumber}`);
});

test("a collector's copy of a code converts nothing: neither alone, nor with a hand-over for the holder's keys", async () => {
  const { shown } = await inHubei();
  const [own, others] = [await newKeys(), await newKeys()];
  const { code, handover } = await aConversion(shown, own);
  expect(await convert({ code, deviceKeys: others.deviceKeys })).toBe("422 handover_missing");
  expect(await convert({ code, deviceKeys: others.deviceKeys, handover })).toBe("422 handover_other_keys");
  const another = await aConversion((await inHubei()).shown, others);
  expect(await convert({ ...another, code })).toBe("422 handover_signature");
  expect(await convert({ code, deviceKeys: own.deviceKeys, handover })).toBe("201");
});

test("each other fault is refused by its name", async () => {
  const { shown } = await inHubei();
  const keys = await newKeys();
  const good = await aConversion(shown, keys);
  const late = { at: Date.now() - 46_000 };
  expect(await convert({ ...good, handover: good.handover.slice(1) })).toBe("422 handover_malformed");
  expect(await convert(await aConversion(shown, keys, { target: "44" as IssuerCode }))).toBe("422 handover_other_target");
  expect(await convert(await aConversion(shown, keys, { purpose: "move" }))).toBe("422 handover_other_purpose");
  expect(await convert(await aConversion(shown, keys, late))).toBe("422 handover_expired");
  expect(await convert({ ...good, code: "123" })).toBe("422 code_not_accepted /code");
  expect(await convert({ ...good, deviceKeys: [keys.deviceKeys[0], keys.deviceKeys[0]] })).toBe("400 bad_request /deviceKeys/1");
  expect(await convert({ ...good, deviceKeys: [] })).toBe("400 bad_request /deviceKeys");
  const again = await converted(shown);
  expect(await convert(await aConversion(again, keys))).toBe("422 code_not_converted");
  expect(await new Visitor("hubei.localhost").refusal("POST", "/api/v1/conversions", good)).toBe("404 not_found");
});

test("a hand-over counts once", async () => {
  const { shown } = await inHubei();
  const request = await aConversion(shown, await newKeys());
  expect(await convert(request)).toBe("201");
  expect(await convert(request)).toBe("409 handover_used");
});

test("one code is converted twelve times a day", async () => {
  const { shown } = await inHubei();
  const now = Date.now();
  const answers: string[] = [];
  for (let second = 0; second < 13; second += 1)
    answers.push(await convert(await aConversion(shown, await newKeys(1), { at: now - second * 1000 })));
  expect(answers).toEqual([...Array.from({ length: 12 }, () => "201"), "429 too_many_requests"]);
});

test("a code that is revoked at home is not converted, and the nation's codes that were made from it are revoked too", async () => {
  const { visitor, self, shown } = await inHubei();
  const other = await inHubei();
  const list = statusListOf(parsed(shown.digits).claims);
  const [made, stays] = [await converted(shown), await converted(other.shown)];
  await ring(list);
  expect((await verified(made.digits)).valid).toBe(true);
  await visitor.ask("DELETE", `/api/v1/people/${self.id}/credentials`);
  const revoked = async () => (await verified(made.digits)).refusal?.code;
  await expect
    .poll(
      async () => {
        await ring(list);
        return revoked();
      },
      { timeout: 60_000 },
    )
    .toBe("revoked");
  expect((await verified(stays.digits)).refusal?.code).not.toBe("revoked");
  await expect
    .poll(async () => convert(await aConversion(shown, await newKeys(1))), { timeout: 60_000 })
    .toBe("422 code_not_accepted /code");
});

test("the nation keeps two handles, and no name, number or phone", async () => {
  const { visitor, self, shown } = await inHubei();
  await converted(shown);
  const { claims } = parsed(shown.digits);
  const dump = await runInDurableObject(await objectOf(statusListOf(claims)), (_, { storage }) =>
    ["home", "conversions", "handovers", "forwarded"].map((table) => storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
  );
  const text = JSON.stringify(dump);
  const handle = Array.from(claims.handle, (byte) => byte.toString(16).padStart(2, "0")).join("");
  expect(text).toContain(handle);
  const { maskedPhone } = await visitor.me();
  for (const word of ["尹", self.id, maskedPhone.slice(-4), claims.maskedName, "420107198"]) expect(text).not.toContain(word);
  const shards = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`0/people/${shard}`));
  const persons = await Promise.all(
    shards.map((shard) => runInDurableObject(shard, (__, { storage }) => storage.sql.exec("SELECT * FROM persons").toArray())),
  );
  expect(persons.flat()).toEqual([]);
});

test("when the nation suspends the home, the codes that were made from its codes are revoked", async () => {
  const { shown } = await inHubei();
  const made = await converted(shown);
  const list = statusListOf(parsed(shown.digits).claims);
  const now = Date.now();
  const membership = {
    from: 0,
    until: null,
    statedUntil: now + 3_600_000,
    isSuspended: true,
    maxLifetimeMinutes: { live: 1440, paper: 1440 },
  };
  const hubei = { code: "42" as IssuerCode, name: { zh: "湖北省", en: "Hubei" }, mode: "A" as const };
  const row = { ...hubei, membership, origin: "https://hubei.gov.cn", jwks: { keys: [] } };
  await publishMoment([row], { issuedAt: now, expiresAt: now + 3_600_000 });
  await ring(list);
  await expect.poll(async () => (await verified(made.digits)).refusal?.code, { timeout: 60_000 }).toBe("revoked");
});
