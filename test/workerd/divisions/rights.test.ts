/** Refused requests: ended and invalid sessions, waiting claims, limits of an account, other regions, refused codes; and an object whose schema is newer than the code. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { readSessionToken } from "../../../src/routes/who/sessions.ts";
import { accountKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { Visitor } from "../visitor.ts";

const HOUR_MS = 3_600_000;
const loggedIn = () => new Visitor().logIn(aPhone());

async function accountsOfPhone(phone: string) {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "4201" as IssuerCode);
  const account = await accountKeyOf(secrets, `+86${phone}`);
  return { account, accounts: env.ACCOUNTS.getByName(`4201/accounts/${shardOf(account, 16)}`) };
}

test("a session is valid until the last millisecond before its end", async () => {
  const phone = aPhone();
  const { account, accounts } = await accountsOfPhone(phone);
  await accounts.notePassword(account, { id: "c", passwordHash: "right", isKnown: false }, 1000);
  const login = {
    challenge: "c",
    passwordHash: "right",
    sessionHash: "s".repeat(64),
    phone: `+86${phone}`,
    maskedPhone: "139*****000",
  };
  const entered = await accounts.enter(account, login, 1000);
  const expiresAt = entered.ok ? entered.value.expiresAt : 0;
  expect(expiresAt).toBe(1000 + 30 * 24 * HOUR_MS);
  expect(await accounts.session(login.sessionHash, expiresAt - 1)).toMatchObject({ account });
  expect(await accounts.session(login.sessionHash, expiresAt)).toBeNull();
});

test("a token with a shard that this issuer does not have is no session, and reaches no object", async () => {
  expect(await readSessionToken(`f.${"A".repeat(32)}`, 16)).toMatchObject({ shard: 15 });
  expect(await readSessionToken(`10.${"A".repeat(32)}`, 16)).toBeNull();
});

test("an object with a schema newer than the code stops", async () => {
  const object = env.COMMUNITY.getByName("4201/community/420107001002-schema");
  await runInDurableObject(object, (_, { storage }) => {
    storage.sql.exec("UPDATE schema SET version = 99");
    expect(() => migrate(storage, ["SELECT 1"])).toThrow("schema 99 is newer than this code's 1");
  });
});

test("a person with a waiting claim is not bound yet", async () => {
  const number = aResidentNumber();
  await (await loggedIn()).bind("尹先", number);
  const phone = aPhone();
  const second = await new Visitor().logIn(phone);
  expect(await second.bind("尹先", number)).toMatchObject({ state: "pending" });
  const { accounts } = await accountsOfPhone(phone);
  const bound = await runInDurableObject(accounts, (_, { storage }) =>
    storage.sql.exec<{ hash: string }>("SELECT hash FROM sessions").toArray(),
  );
  const views = await Promise.all(bound.map(({ hash }) => accounts.session(hash, Date.now())));
  expect(views.filter((view) => view?.account === undefined || view.person !== null)).toEqual([]);
});

test("a sixth account that claims one person is refused because too many wait", async () => {
  const number = aResidentNumber();
  const first = await loggedIn();
  await first.bind("尹多", number);
  for (let count = 0; count < 5; count += 1) await (await loggedIn()).bind("尹多", number, "other");
  const body = { relation: "other", name: "尹多", document: { type: "10", number } };
  expect(await (await loggedIn()).refusal("POST", "/api/v1/people", body)).toBe("409 too_many_claims");
});

test("a phone gets at most the issuer's number of credentials at a time", async () => {
  const visitor = await loggedIn();
  const self = await visitor.bind("尹限", aResidentNumber());
  await visitor.declare(self);
  const path = `/api/v1/people/${self.id}/credentials`;
  const [four, five] = await Promise.all([aCredentialsRequest(self.id, 4), aCredentialsRequest(self.id, 5)]);
  expect(await visitor.refusal("POST", path, four.body)).toBe("201");
  expect(await visitor.refusal("POST", path, five.body)).toBe("400 bad_request /deviceKeys");
});

test("a street outside the issuer's region is no community here, although the table has it", async () => {
  const visitor = await loggedIn();
  expect(await visitor.refusal("GET", "/api/v1/communities/420502001")).toBe("422 division_unknown");
});

test("the refusal of a code makes nobody a collector, and the answer is the code's own refusal", async () => {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await visitor.ask("POST", visitor.community("/points"), aPoint("北门"));
  const answer = await visitor.send("POST", visitor.community("/collectors"), { code: "1".repeat(300) });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: "code_not_accepted", refusal: "wrong_length", pointer: "/code" },
  ]);
  expect(await visitor.refusal("DELETE", visitor.community("/collectors/AAAAAAAAAAAA"))).toBe("404 collector_not_found");
});
