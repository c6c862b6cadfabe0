/** A phone number gets a new owner while the account has a child: the whole account rests, and the family gets the child back. Over HTTP with the register of this machine. Source: decision 54. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { migrations as ofAccounts } from "../../../src/objects/accounts/migrations.ts";
import { migrations as ofPeople } from "../../../src/objects/people/migrations.ts";
import { accountKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";
import { aDeclaration, aPhone, aResidentNumber } from "../builders.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { register } from "../register.ts";
import { Visitor } from "../visitor.ts";
import { changeRows, shardOfPerson } from "./shard-of.ts";

/** The authority is asked again about a login at most once an hour. */
const HOUR_LATER = "UPDATE checks SET at = at - 3600000 WHERE person = ?";

const naming = (name: string, number: string, relation: string) => ({ relation, name, document: { type: "10", number } });

async function accountOf(phone: string) {
  const account = await accountKeyOf(await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode), `+86${phone}`);
  return { account, shard: env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`) };
}

/** The shard of the own person tells the account, and the account tells the others' shards. */
async function tellAll(number: string, phone: string): Promise<void> {
  await changeRows(number);
  await runInDurableObject((await accountOf(phone)).shard, ringAlarm);
}

/** The migration with this text: later ones may follow it. */
function migrationOf(migrations: readonly string[], text: string): string {
  const migration = migrations.find((one) => one.includes(text));
  if (migration === undefined) throw new Error(`no migration has ${text}`);
  return migration;
}

/** A mother with her child in her account. The child's other manager is the father. */
async function aFamily() {
  const [phone, fatherPhone] = [aPhone(), aPhone()];
  const [mother, father] = [await new Visitor().logIn(phone), await new Visitor().logIn(fatherPhone)];
  const [number, childNumber] = [aResidentNumber(), aResidentNumber()];
  const own = await mother.bind("尹静姝", number);
  await mother.declare(own);
  const child = await mother.bind("尹小满", childNumber, "child");
  await mother.declare(child);
  await mother.show(child);
  const claim = () => father.send("POST", "/api/v1/people", naming("尹小满", childNumber, "child"));
  const answerFather = async (decision: string) => {
    const [waiting] = (await mother.me()).people[1]?.claims ?? [];
    await mother.ask("POST", `/api/v1/people/${child.id}/claims/${waiting?.id}`, { decision });
  };
  return { phone, number, childNumber, mother, father, own, child, claim, answerFather };
}

/** The authority has another phone for the person, and hears of the login. */
async function contradicted(family: Awaited<ReturnType<typeof aFamily>>, phone = aPhone()): Promise<void> {
  await register(family.number, { phone });
  await changeRows(family.number, HOUR_LATER);
  expect(await family.mother.ask("POST", `/api/v1/people/${family.own.id}/proof`)).toEqual({ level: "document" });
  await tellAll(family.number, family.phone);
}

test("the new owner of a number reads nothing about the child, declares nothing, answers nothing and gets no code", async () => {
  const family = await aFamily();
  const { mother: stranger, father, child, claim } = family;
  expect((await claim()).status).toBe(202);
  await contradicted(family);
  const path = `/api/v1/people/${child.id}`;
  for (const what of ["declarations", "colour", "decisions", "looks", "appeals", "check-ins"])
    expect(await stranger.refusal("GET", `${path}/${what}`), what).toMatch(/^404/);
  expect(await stranger.refusal("POST", `${path}/declarations`, aDeclaration())).toBe("409 phone_not_confirmed");
  await expect(stranger.show(child)).rejects.toThrow("phone_not_confirmed");
  const people = (await stranger.me()).people;
  expect(people).toMatchObject([
    { relation: "self", rests: true },
    { relation: "child", rests: true, declaration: null, declaredByOther: false, claims: [], managers: [] },
  ]);
  // The father's claim waits for somebody who may answer it; the stranger cannot.
  expect((await father.me()).people).toMatchObject([{ state: "pending" }]);
  const { shard, person } = await shardOfPerson(family.childNumber);
  const text = "SELECT id FROM claims WHERE person = ?";
  const { id } = await runInDurableObject(shard, (_, { storage }) => storage.sql.exec<{ id: string }>(text, person).one());
  expect(await stranger.refusal("POST", `${path}/claims/${id}`, { decision: "allow" })).toBe("404 not_manager");
});

test("the codes that the account has for the child are revoked, and the father's phone goes on", async () => {
  const family = await aFamily();
  await family.claim();
  await family.answerFather("allow");
  expect((await family.father.me()).people[0]?.revokedAt).toBeNull();
  await contradicted(family);
  const [his] = (await family.father.me()).people;
  expect(his).toMatchObject({ state: "managed", declaration: { n: 1 }, revokedAt: expect.any(String) });
  expect(his?.rests).toBeUndefined();
  if (his !== undefined) await family.father.show(his);
});

test("the mother is confirmed again on the same number: the child comes back as it was", async () => {
  const family = await aFamily();
  const { mother, number, phone, own, child } = family;
  await contradicted(family);
  await register(number, { phone });
  await changeRows(number, HOUR_LATER);
  expect(await mother.ask("POST", `/api/v1/people/${own.id}/proof`)).toEqual({ level: "holder" });
  await tellAll(number, phone);
  const [, again] = (await mother.me()).people;
  expect(again).toMatchObject({ id: child.id, declaration: { n: 1 } });
  expect(again?.rests).toBeUndefined();
  expect(await mother.refusal("GET", `/api/v1/people/${child.id}/declarations`)).toBe("200");
  await mother.declare(child);
  await mother.show(child);
});

test("the mother proves herself on the new number and gets the child there, while the new owner of the old one registers and keeps nothing", async () => {
  const family = await aFamily();
  const { phone, number, childNumber } = family;
  const newPhone = aPhone();
  const moved = await new Visitor().logIn(newPhone);
  await contradicted(family, newPhone);
  await moved.bind("尹静姝", number);
  await tellAll(number, phone);
  // The new owner of the old number logs in and proves themselves: the child rests.
  const stranger = await new Visitor().logIn(phone);
  const strangerNumber = aResidentNumber();
  await register(strangerNumber, { phone });
  expect(await stranger.bind("王芳", strangerNumber)).toMatchObject({ proof: { level: "holder" } });
  await tellAll(strangerNumber, phone);
  expect((await stranger.me()).people).toMatchObject([
    { relation: "self", proof: { level: "holder" } },
    { relation: "child", rests: true },
  ]);
  // The stranger's own dependants do not rest, also not when the shard repeats its message.
  const grandmother = await stranger.bind("王奶奶", aResidentNumber(), "parent");
  const { account, shard } = await accountOf(phone);
  await shard.noteProof(account, (await shardOfPerson(number)).person, null, true);
  await runInDurableObject(shard, ringAlarm);
  await stranger.declare(grandmother);
  expect(await moved.bind("尹小满", childNumber, "child")).toMatchObject({ state: "managed", declaration: { n: 1 } });
  await changeRows(childNumber);
  expect((await stranger.me()).people.map(({ relation }) => relation)).toEqual(["self", "parent"]);
});

test("the new owner removes the child and adds it again: the claim waits for the father like any stranger's", async () => {
  const family = await aFamily();
  const { mother: stranger, father, child, childNumber, claim, answerFather } = family;
  await claim();
  await answerFather("allow");
  await contradicted(family);
  const again = () => stranger.send("POST", "/api/v1/people", naming("尹小满", childNumber, "child"));
  expect((await again()).status).toBe(409);
  await stranger.ask("DELETE", `/api/v1/people/${child.id}`);
  expect((await again()).status).toBe(202);
  expect((await father.me()).people[0]?.claims).toHaveLength(1);
});

test("the account learns that it rests although it lost its own person before it was told", async () => {
  const family = await aFamily();
  const { phone, number, childNumber, mother, own } = family;
  const newPhone = aPhone();
  const moved = await new Visitor().logIn(newPhone);
  await register(number, { phone: newPhone });
  // Within one run of the alarm the number is contradicted and the mother proves the new phone.
  const { person, shard } = await shardOfPerson(number);
  await runInDurableObject(shard, (_, { storage }) => {
    storage.sql.exec("UPDATE managers SET ending = 'contradicted' WHERE person = ? AND bond = 'holder'", person);
  });
  await moved.bind("尹静姝", number);
  await tellAll(number, phone);
  expect(own.relation).toBe("self");
  expect(await mother.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
  const stranger = await new Visitor().logIn(phone);
  expect((await stranger.me()).people).toMatchObject([{ relation: "child", rests: true }]);
  expect(await moved.bind("尹小满", childNumber, "child")).toMatchObject({ state: "managed" });
});

test("an account that rested with its own person alone, in rows of the earlier schema, rests whole after the upgrade", async () => {
  const family = await aFamily();
  const { phone, number, mother } = family;
  const own = await shardOfPerson(number);
  const { shard: accounts } = await accountOf(phone);
  await runInDurableObject(own.shard, (_, { storage }) => {
    storage.sql.exec("UPDATE managers SET ending = 'contradicted' WHERE person = ? AND bond = 'holder'", own.person);
    storage.sql.exec("DELETE FROM untold");
    storage.sql.exec("ALTER TABLE untold DROP COLUMN rests");
    storage.sql.exec(migrationOf(ofPeople, "untold ADD COLUMN rests"));
  });
  await runInDurableObject(accounts, (_, { storage }) => {
    storage.sql.exec("ALTER TABLE people DROP COLUMN rests_with");
    for (const table of ["rests", "untold_rests"]) storage.sql.exec(`DROP TABLE ${table}`);
    storage.sql.exec(migrationOf(ofAccounts, "people ADD COLUMN rests_with"));
  });
  await evictDurableObject(own.shard);
  await evictDurableObject(accounts);
  await tellAll(number, phone);
  expect((await mother.me()).people).toMatchObject([
    { relation: "self", rests: true },
    { relation: "child", rests: true },
  ]);
});
