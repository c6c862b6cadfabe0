/** Accounts and the people they manage, over HTTP. Source: product.md §3. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Person } from "../../../src/contract/people.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { canonicalDocument, type IdentityDocument } from "../../../src/domain/identity/document.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { accountKeyOf, openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aDeclaration, aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { Visitor } from "../visitor.ts";

const loggedIn = () => new Visitor().logIn(aPhone());

test("an account binds its holder and manages a dependant, both masked", async () => {
  const visitor = await loggedIn();
  await visitor.bind("尹静姝", "42010719880412002X");
  await visitor.bind("欧阳小满", aResidentNumber(), "child");
  const { people, maskedPhone } = await visitor.me();
  expect(maskedPhone).toMatch(/^139\*{5}\d{3}$/);
  expect(people.map(({ relation, maskedName, state }) => [relation, maskedName, state])).toEqual([
    ["self", "尹**", "managed"],
    ["child", "欧阳**", "managed"],
  ]);
  expect(people[0]?.maskedDocument).toBe("42**************2X");
});

test("the same person twice on one account, and a second holder, are refused", async () => {
  const visitor = await loggedIn();
  const number = aResidentNumber();
  await visitor.bind("王芳", number);
  const again = { relation: "other", name: "王芳", document: { type: "10", number } };
  expect(await visitor.refusal("POST", "/api/v1/people", again)).toBe("409 already_managed");
  const second = { relation: "self", name: "王芳", document: { type: "10", number: aResidentNumber() } };
  expect(await visitor.refusal("POST", "/api/v1/people", second)).toBe("409 self_already_bound");
});

test("a second account sees its claim wait, and the first is asked; after its consent both manage the person", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("李雷", number);
  const answer = await second.send("POST", "/api/v1/people", {
    relation: "parent",
    name: "李雷",
    document: { type: "10", number },
  });
  expect(answer.status).toBe(202);
  const pending = await answer.json<Person>();
  expect(pending.state).toBe("pending");
  expect(pending.declaration).toBeNull();
  expect(await second.refusal("GET", `/api/v1/people/${pending.id}/declarations`)).toBe("404 not_manager");
  const claim = (await first.me()).people[0]?.claims[0];
  expect(claim).toMatchObject({ relation: "parent" });
  await first.ask("POST", `/api/v1/people/${person.id}/claims/${claim?.id}`, { decision: "allow" });
  expect((await second.me()).people[0]?.state).toBe("managed");
  expect((await first.me()).people[0]?.claims).toEqual([]);
});

test("a refused claim leaves the claimant with nobody", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("韩梅", number);
  await second.send("POST", "/api/v1/people", { relation: "other", name: "韩梅", document: { type: "10", number } });
  const claim = (await first.me()).people[0]?.claims[0];
  await first.ask("POST", `/api/v1/people/${person.id}/claims/${claim?.id}`, { decision: "deny" });
  expect((await second.me()).people).toEqual([]);
  expect(await first.refusal("POST", `/api/v1/people/${person.id}/claims/${claim?.id}`, { decision: "allow" })).toBe(
    "404 claim_not_found",
  );
});

test("another name than the authority has is refused, whether the document is known or not, and leaves nothing in the account", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  await first.bind("赵敏", number);
  const wrong = { relation: "self", name: "周芷若", document: { type: "10", number } };
  expect(await second.refusal("POST", "/api/v1/people", wrong)).toBe("409 identity_does_not_match /name");
  expect((await second.me()).people).toEqual([]);
});

test("two accounts that claim a new person at the same moment end as one manager and one claimant", async () => {
  const pair = [await loggedIn(), await loggedIn()] as const;
  const body = { relation: "other", name: "孙悟", document: { type: "10", number: aResidentNumber() } };
  const answers = await Promise.all(pair.map((visitor) => visitor.send("POST", "/api/v1/people", body)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 202]);
});

test("the removal of a dependant ends the right at once and revokes their code", async () => {
  const visitor = await loggedIn();
  const child = await visitor.bind("钱多", aResidentNumber(), "child");
  await visitor.declare(child);
  await visitor.ask("DELETE", `/api/v1/people/${child.id}`);
  expect((await visitor.me()).people).toEqual([]);
  expect(await visitor.refusal("GET", `/api/v1/people/${child.id}/declarations`)).toBe("404 person_not_found");
});

test("an account manages at most ten people", async () => {
  const visitor = await loggedIn();
  for (let count = 0; count < 10; count += 1) await visitor.bind("吴", aResidentNumber(), "other");
  const eleventh = { relation: "other", name: "吴", document: { type: "10", number: aResidentNumber() } };
  expect(await visitor.refusal("POST", "/api/v1/people", eleventh)).toBe("409 too_many_people");
});

test("the tries of names on a document are limited per account", async () => {
  const visitor = await loggedIn();
  const tried = { relation: "other", name: "王芳", document: { type: "10", number: aResidentNumber() } };
  let answer = "";
  for (let tries = 0; tries < 31; tries += 1) answer = await visitor.refusal("POST", "/api/v1/people", tried);
  expect(answer).toBe("429 too_many_requests");
});

const claimOf = async (manager: Visitor) => (await manager.me()).people[0]?.claims[0];

test("a new manager of an abandoned person sees no earlier declaration", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const earlier = await first.bind("孙离", number);
  const { n } = await first.declare(earlier);
  await first.ask("DELETE", `/api/v1/people/${earlier.id}`);
  const again = await second.bind("孙离", number);
  expect(again).toMatchObject({ state: "managed", declaration: null });
  const own = `/api/v1/people/${again.id}/declarations`;
  expect(await second.ask("GET", own)).toEqual({ declarations: [], nextBefore: null });
  expect(await second.refusal("GET", `${own}/${n}`)).toBe("404 declaration_not_found");
  await expect(second.show(again)).rejects.toThrow("not_declared");
  expect((await second.declare(again)).n).toBe(n + 1);
});

test("a mistyped name is corrected by a removal and a new binding", async () => {
  const visitor = await loggedIn();
  const number = aResidentNumber();
  const mistyped = await visitor.bind("王方", number);
  await visitor.ask("DELETE", `/api/v1/people/${mistyped.id}`);
  expect((await visitor.bind("汪芳", number)).maskedName).toBe("汪**");
});

test("a claim that nobody answers never becomes management, also when the last manager goes", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("周等", number);
  await second.bind("周等", number, "parent");
  expect(await claimOf(first)).toMatchObject({ relation: "parent" });
  await first.ask("DELETE", `/api/v1/people/${person.id}`);
  expect((await second.me()).people).toEqual([]);
  expect(await first.bind("周等", number)).toMatchObject({ state: "managed", claims: [] });
});

const DAY_MS = 86_400_000;

/** Sets the time of every claim on a person back, and rings the alarm of the person's shard. */
async function age(number: string, ms: number, ring = false): Promise<void> {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const person = await personKeyOf(secrets, canonicalDocument({ type: "10", number } as IdentityDocument));
  const shard = env.PEOPLE.getByName(`4201/people/${shardOf(person, 16)}`);
  await runInDurableObject(shard, (_, { storage }) => {
    storage.sql.exec("UPDATE claims SET at = at - ? WHERE person = ?", ms, person);
    return storage.setAlarm(Date.now());
  });
  if (ring) expect(await runDurableObjectAlarm(shard)).toBe(true);
}

test("a claim ends after 7 days without an answer, is deleted, and can be made again", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("周久", number);
  await second.bind("周久", number, "parent");
  await age(number, 7 * DAY_MS - 60_000);
  const claim = await claimOf(first);
  expect((await second.me()).people).toMatchObject([{ state: "pending" }]);
  await age(number, 60_000);
  expect(await claimOf(first)).toBeUndefined();
  const answer = `/api/v1/people/${person.id}/claims/${claim?.id}`;
  expect(await first.refusal("POST", answer, { decision: "allow" })).toBe("404 claim_not_found");
  expect((await second.me()).people).toEqual([]);
  await age(number, 3_600_000, true);
  // The account forgets a person only some time after the addition: a slow claim may still be on its way.
  for (let place = 0; place < 16; place += 1)
    await runInDurableObject(env.ACCOUNTS.getByName(`4201/accounts/${place}`), (_, { storage }) => {
      storage.sql.exec("UPDATE people SET added_at = added_at - ?", 7 * DAY_MS);
    });
  expect((await second.me()).people).toEqual([]);
  await second.bind("周久", number, "parent");
  expect(await claimOf(first)).toMatchObject({ relation: "parent" });
});

test("a claim that is over can be made again before its row is deleted", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  await first.bind("周又", number);
  await second.bind("周又", number, "parent");
  await age(number, 7 * DAY_MS);
  expect(await claimOf(first)).toBeUndefined();
  expect(await second.bind("周又", number, "parent")).toMatchObject({ state: "pending" });
  expect(await claimOf(first)).toMatchObject({ relation: "parent" });
});

test.each([
  ["JOHN SMITH", "John Smith"],
  ["José Pérez", "JOSE PEREZ"],
  ["Jean-Luc Noir", "Jean Luc Noir"],
  ["阿依古丽．买买提", "阿依古丽·买买提"],
  ["阿依古丽买买提", "阿依古丽·买买提"],
])("%s on one document is the person that another account names %s", async (named, other) => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  await first.bind(named, number);
  const body = { relation: "parent", name: other, document: { type: "10", number } };
  expect((await second.send("POST", "/api/v1/people", body)).status).toBe(202);
  expect((await first.me()).people[0]?.maskedName).toBe((await second.me()).people[0]?.maskedName);
});

test("a claimant who goes takes nothing along", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("吴留", number);
  await first.declare(person);
  const claim = await second.bind("吴留", number, "other");
  await second.ask("DELETE", `/api/v1/people/${claim.id}`);
  expect((await first.me()).people).toMatchObject([{ state: "managed", declaration: { n: 1 }, claims: [] }]);
});

test("a view of the account during an addition does not lose the new person", async () => {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const account = await accountKeyOf(secrets, `+86${phone}`);
  const accounts = env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`);
  const person = "c".repeat(24) as PersonKey;
  // The state in the middle of a slow request: the account has its entry, and the person's shard does not have the claim yet.
  await accounts.addPerson(
    account,
    { id: "AAAAAAAAAAAA", person, relation: "other", confirmed: false, proof: "none" },
    Date.now(),
  );
  expect((await visitor.me()).people).toEqual([]);
  expect((await accounts.view(account))?.people.map((entry) => entry.person)).toEqual([person]);
  await accounts.forgetPerson(account, "AAAAAAAAAAAA", Date.now() + 60_000);
  expect((await accounts.view(account))?.people).toEqual([]);
});

test("a claimant does nothing with the person: no history, no declaration, no code, no revocation, no answer of their own", async () => {
  const [first, second] = [await loggedIn(), await loggedIn()];
  const number = aResidentNumber();
  const person = await first.bind("冯等", number);
  await first.declare(person);
  const { id } = await second.bind("冯等", number, "child");
  const claim = (await claimOf(first))?.id;
  const own = `/api/v1/people/${id}`;
  const { body } = await aCredentialsRequest(id);
  expect(
    await Promise.all([
      second.refusal("GET", `${own}/declarations`),
      second.refusal("GET", `${own}/declarations/1`),
      second.refusal("POST", `${own}/declarations`, aDeclaration()),
      second.refusal("POST", `${own}/credentials`, body),
      second.refusal("DELETE", `${own}/credentials`),
      second.refusal("POST", `${own}/claims/${claim}`, { decision: "allow" }),
    ]),
  ).toEqual(Array.from({ length: 6 }, () => "404 not_manager"));
  expect((await second.me()).people).toMatchObject([{ state: "pending", declaration: null, claims: [] }]);
});
