/** Which account a login at an identity provider opens, and an account without a phone number. Over HTTP. Source: decision 53. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { migrations } from "../../../src/objects/accounts/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { newSessionToken, SESSION_COOKIE } from "../../../src/routes/who/sessions.ts";
import { accountKeyOf, openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { sha256 } from "../../../src/token/secret/sha256.ts";
import type { PlayedProvider, Provided } from "../../support/played-provider.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aProvider, logInAt, provided } from "../provider.ts";
import { changeRows } from "../people/shard-of.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";

let provider: PlayedProvider;

beforeAll(async () => {
  provider = await aProvider();
});

async function comes(person: Provided): Promise<Visitor> {
  const visitor = new Visitor();
  expect(await logInAt(provider, visitor, person)).toBe("201");
  return visitor;
}

/** The name of a new dependant of this login, which the other login of the same account sees too. */
async function sameAccount(one: Visitor, other: Visitor): Promise<boolean> {
  const { id } = await one.bind("尹小满", aResidentNumber(), "child");
  return (await other.me()).people.some((person) => person.id === id);
}

test("the provider's login and the one-time password of the same number open the same account", async () => {
  const phone = aPhone();
  const there = await comes(provided({ phone_number: phone }));
  expect(await sameAccount(there, await new Visitor().logIn(phone))).toBe(true);
});

test("without a number, the account is that of the person at the provider, and says so where a number would stand", async () => {
  const person = provided({ phone_number: undefined });
  const [first, second] = [await comes(person), await comes(person)];
  expect(await first.me()).toMatchObject({ maskedPhone: "鄂汇办 / E-Hubei", login: { hasPhone: false } });
  expect(await sameAccount(first, second)).toBe(true);
});

test.each(["138****0001", "+1 212 555 0100", "027 8888 8888"])("the number %j is none", async (phone) => {
  expect(await (await comes(provided({ phone_number: phone }))).me()).toMatchObject({ maskedPhone: "鄂汇办 / E-Hubei" });
});

test("a number that now belongs to somebody else does not open the account of its previous owner", async () => {
  const phone = aPhone();
  const owner = await new Visitor().logIn(phone);
  await owner.bind("王守义", aResidentNumber());
  const there = await comes(provided({ phone_number: phone }));
  expect(await there.me()).toMatchObject({ maskedPhone: "鄂汇办 / E-Hubei" });
  expect(await sameAccount(owner, there)).toBe(false);
});

test("a person whom the number's owner manages does not get into the owner's account", async () => {
  const phone = aPhone();
  const person = provided({ phone_number: phone });
  const owner = await new Visitor().logIn(phone);
  await owner.bind("尹素心", person.id_number, "parent");
  expect(await (await comes(person)).me()).toMatchObject({ maskedPhone: "鄂汇办 / E-Hubei" });
});

test("the previous release's sessions stay, and count as begun with a one-time password", async () => {
  const phone = aPhone();
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const account = await accountKeyOf(secrets, `+86${phone}`);
  const shard = shardOf(account, 16);
  const accounts = env.ACCOUNTS.getByName(`4201/accounts/${shard}`);
  const token = newSessionToken(shard);
  await accounts.view(account);
  await runInDurableObject(accounts, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, 2));
    const row = [account, "", "139*****001", Date.now()];
    storage.sql.exec("INSERT INTO accounts (account, sealed_phone, masked_phone, created_at) VALUES (?, ?, ?, ?)", ...row);
    const session = [await sha256(token), account, Date.now() + 60_000];
    storage.sql.exec("INSERT INTO sessions (hash, account, expires_at) VALUES (?, ?, ?)", ...session);
  });
  await evictDurableObject(accounts);
  const visitor = new Visitor();
  visitor.cookie = `${SESSION_COOKIE}=${token}`;
  expect(await visitor.me()).toMatchObject({ maskedPhone: "139*****001" });
  expect((await accounts.session(await sha256(token), Date.now()))?.provider).toBeNull();
});

test("a login proves its person at once, who needs no answer of anybody and may have roles", async () => {
  const person = provided();
  const there = await comes(person);
  const { people } = await there.me();
  expect(people).toMatchObject([
    {
      relation: "self",
      state: "managed",
      maskedName: "尹**",
      proof: { level: "holder", source: "鄂汇办 / E-Hubei", reference: expect.stringMatching(/^\d{10}$/), answer: "match" },
    },
  ]);
  expect((await (await comes(person)).me()).people).toEqual(people);
});

test("a stranger who was quicker with an invented name loses the person, and sees nothing of them", async () => {
  const person = provided();
  await register(person.id_number, { choice: "down" });
  const stranger = await new Visitor().logIn(aPhone());
  await stranger.bind("王守义", person.id_number);
  const there = await comes(person);
  expect((await there.me()).people).toMatchObject([{ state: "managed", maskedName: "尹**", proof: { level: "holder" } }]);
});

test("the account that holds the document is opened, whatever number the provider names now", async () => {
  const person = provided();
  const first = await comes(person);
  const [other, none] = [await comes({ ...person, phone_number: aPhone() }), await comes({ ...person, phone_number: undefined })];
  expect((await first.me()).people).toHaveLength(1);
  for (const visitor of [other, none]) expect((await visitor.me()).people).toEqual((await first.me()).people);
});

test("a person who was proved by their phone logs in at the provider to the same account", async () => {
  const phone = aPhone();
  const person = provided({ phone_number: undefined });
  const owner = await new Visitor().logIn(phone);
  await owner.bind("尹素心", person.id_number);
  expect((await owner.me()).people).toMatchObject([{ proof: { level: "holder" } }]);
  expect((await (await comes(person)).me()).people).toEqual((await owner.me()).people);
});

test("a person whom the phone could not prove is proved by the provider, in the same account", async () => {
  const phone = aPhone();
  const person = provided({ phone_number: phone });
  await register(person.id_number, { choice: "down" });
  const owner = await new Visitor().logIn(phone);
  await owner.bind("尹素心", person.id_number);
  expect((await owner.me()).people).toMatchObject([{ proof: { level: "none" } }]);
  await comes(person);
  expect((await owner.me()).people).toMatchObject([{ proof: { level: "holder" } }]);
});

test("a person whom an office has proved stays proved in person", async () => {
  const phone = aPhone();
  const person = provided({ phone_number: phone });
  await register(person.id_number, { choice: "down" });
  const owner = await new Visitor().logIn(phone);
  await owner.bind("尹素心", person.id_number);
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const key = await personKeyOf(secrets, `10|${person.id_number}`);
  const people = env.PEOPLE.getByName(`4201/people/${shardOf(key, 16)}`);
  const office = { source: "420107", reference: "desk" };
  await people.proveInPerson(key, await accountKeyOf(secrets, `+86${phone}`), office, Date.now());
  expect((await owner.me()).people).toMatchObject([{ proof: { level: "in_person" } }]);
  await comes(person);
  expect((await owner.me()).people).toMatchObject([{ proof: { level: "in_person", source: "420107" } }]);
});

test("an account without a number asks for the proof of its own person again: about name and document, and by itself if nobody answered", async () => {
  const there = await comes(provided({ phone_number: undefined }));
  const [first] = (await there.me()).people;
  await there.ask("DELETE", `/api/v1/people/${first?.id}`);
  const number = aResidentNumber();
  await register(number, { choice: "down" });
  const again = await there.bind("尹素心", number);
  const ask = () => there.ask("POST", `/api/v1/people/${again.id}/proof`);
  expect(again).toMatchObject({ proof: { level: "none", answer: "busy" } });
  expect(await ask()).toEqual({ level: "none" });
  await register(number, {});
  await changeRows(number, "UPDATE checks SET next_at = 1 WHERE person = ?");
  expect((await there.me()).people).toMatchObject([{ relation: "self", proof: { level: "document", answer: "match" } }]);
  await register(number, { choice: "unknown" });
  await changeRows(number, "UPDATE checks SET at = at - 3600000 WHERE person = ?");
  expect(await ask()).toEqual({ level: "document" });
  expect((await there.me()).people).toMatchObject([{ proof: { level: "document", answer: "unknown" } }]);
});

test("an account with ten people lets its owner in, who adds themselves after removing one", async () => {
  const phone = aPhone();
  const owner = await new Visitor().logIn(phone);
  for (let count = 0; count < 10; count += 1) await owner.bind("尹小满", aResidentNumber(), "child");
  expect((await (await comes(provided({ phone_number: phone }))).me()).people).toHaveLength(10);
});

test("two persons at a provider, and one name of a person at two providers, are different accounts", async () => {
  const person = provided({ phone_number: undefined });
  const first = await comes(person);
  expect(await sameAccount(first, await comes(provided({ phone_number: undefined })))).toBe(false);
  provider = await aProvider();
  const elsewhere = await comes({ ...person, id_number: aResidentNumber() });
  expect((await elsewhere.me()).people.some(({ relation }) => relation === "child")).toBe(false);
});
