/** What two gates can join: nothing in the credentials of one phone tells that they belong together. On the real shard and the real status list. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { CredentialsResponse } from "../../../src/contract/credential.ts";
import type { AccountKey, PersonKey } from "../../../src/domain/access/keys.ts";
import type { Declaration } from "../../../src/domain/declaration/declaration.ts";
import { checkDocument } from "../../../src/domain/identity/document.ts";
import { checkName } from "../../../src/domain/identity/name.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { seeded } from "../../support/seeded.ts";
import { aDeclaration, aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { Visitor } from "../visitor.ts";

const PHONES = 1000;
/** The persons who fetch credentials, each for fifty phones: a person may have 600 credentials an hour. */
const PERSONS = 20;
const EACH = 4;
const HOUR = 3_600_000;
const NINE = Date.UTC(2020, 2, 1, 1);
const ACCOUNT = "a".repeat(24) as AccountKey;

/** What a gate sees of a credential, apart from what all residents of the test have in common. */
interface Seen {
  readonly owner: number;
  readonly issuedAt: number;
  readonly lifetimeMinutes: number;
  readonly declaredAt: number;
  readonly statusIndex: number;
}

type Shard = ReturnType<typeof env.PEOPLE.getByName>;

/** A person who has declared. */
async function aPerson(people: Shard, number: number): Promise<PersonKey> {
  const person = number.toString(16).padStart(24, "0") as PersonKey;
  const name = checkName("王芳");
  const document = checkDocument({ type: "10", number: aResidentNumber() }, "2020-02-29");
  if (!name.ok || !document.ok) throw new Error("a good name and a good document");
  const identity = { name: name.value, document: document.value };
  await people.claim({ person, identity, account: ACCOUNT, maskedPhone: "139", relation: "self", claimId: "c" }, NINE);
  await people.declare(person, ACCOUNT, crypto.randomUUID(), aDeclaration() as unknown as Declaration, NINE + number * 1000);
  return person;
}

/** The credentials that one phone fetches at a moment. */
async function fetched(people: Shard, person: PersonKey, owner: number, now: number): Promise<readonly Seen[]> {
  const order = { person, account: ACCOUNT, count: EACH, lifetimeMinutes: 1440, showsColours: false, turns: [] };
  const drafts = await people.draftCredentials({ ...order, keyBegin: 0, datedByIssue: false }, now);
  if (!drafts.ok) throw new Error(drafts.refusal.code);
  return drafts.value.map(({ issuedAt, lifetimeMinutes, declaredAt, statusIndex }) => ({
    owner,
    issuedAt,
    lifetimeMinutes,
    declaredAt,
    statusIndex,
  }));
}

type Distance = (one: Seen, other: Seen) => number;
const inTime: Distance = (one, other) =>
  Math.abs(one.issuedAt - other.issuedAt) * 1e6 +
  Math.abs(one.declaredAt - other.declaredAt) * 1e4 +
  Math.abs(one.lifetimeMinutes - other.lifetimeMinutes) * 1e4;
const inList: Distance = (one, other) => Math.abs(one.statusIndex - other.statusIndex);
/** Ways to guess which other credential belongs to the same phone: the one at the least distance. */
const CLASSIFIERS: Readonly<Record<string, Distance>> = {
  "times, then neighbours in the list": (one, other) => inTime(one, other) + inList(one, other),
  "neighbours in the list": inList,
  "the same byte or page of the list": (one, other) => one.statusIndex ^ other.statusIndex,
  "the same place in other pages": (one, other) =>
    Math.abs((one.statusIndex % 1024) - (other.statusIndex % 1024)) * 1e6 + inList(one, other),
  "the farthest in the list": (one, other) => -inList(one, other),
};

/** Right guesses of mere chance: three of the other 3,999 credentials belong to the same phone. Four times as many come by chance less than once in 10,000. */
const CHANCE = (PHONES * EACH * (EACH - 1)) / (PHONES * EACH - 1);
const MOST = 4 * CHANCE;

test("a thousand phones of one community, surname, colour and hour: no classifier pairs the credentials of one phone better than chance", async () => {
  const random = seeded(11);
  const people = env.PEOPLE.getByName("4201/people/unlinkable");
  const moments = Array.from({ length: PHONES }, () => NINE + 60_000 + Math.floor(random() * (HOUR - 60_000))).toSorted(
    (a, b) => a - b,
  );
  const persons = await Promise.all(Array.from({ length: PERSONS }, (_, number) => aPerson(people, number)));
  const seen: Seen[] = [];
  for (const [owner, now] of moments.entries()) {
    const person = persons[owner % PERSONS];
    if (person !== undefined) seen.push(...(await fetched(people, person, owner, now)));
  }
  const right = Object.entries(CLASSIFIERS).map(([name, distance]) => {
    const guesses = seen.filter((one) => {
      let [nearest, least] = [one, Number.POSITIVE_INFINITY];
      for (const other of seen) {
        const away = other === one ? Number.POSITIVE_INFINITY : distance(one, other);
        if (away < least) [nearest, least] = [other, away];
      }
      return nearest !== one && nearest.owner === one.owner;
    });
    return [name, guesses.length] as const;
  });
  expect(right.filter(([, count]) => count > MOST)).toEqual([]);
});

test("the credentials of a phone name the hour of their issue and of the declaration, and end on a full hour", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("王芳", aResidentNumber());
  const { at } = await visitor.declare(person);
  const { body } = await aCredentialsRequest(person.id, EACH);
  const { credentials } = await visitor.ask<CredentialsResponse>("POST", `/api/v1/people/${person.id}/credentials`, body);
  const claims = credentials.map((jws) => {
    const read = readCredential(jws);
    if (!read.ok) throw new Error(read.refusal.code);
    return read.value.claims;
  });
  // Apps of the previous release show only the credentials with the latest time of issue: with different times, one of the four.
  expect(new Set(claims.map((one) => `${one.issuedAt} ${one.lifetimeMinutes} ${one.declaredAt}`)).size).toBe(1);
  const [first] = claims;
  if (first === undefined) throw new Error("no credential");
  const { issuedAt, declaredAt, lifetimeMinutes } = first;
  expect(issuedAt % 60_000).toBe(0);
  expect(Date.now() - issuedAt).toBeLessThan(HOUR + 60_000);
  expect((issuedAt + lifetimeMinutes * 60_000) % HOUR).toBe(0);
  expect(declaredAt).toBe(Math.min(Math.floor(Date.parse(at) / HOUR) * HOUR, issuedAt));
});
