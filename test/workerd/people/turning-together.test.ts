/** Persons of one shard whose colours are due to change at the same moment: each is decided once, in one chain, also while one of them declares. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Person } from "../../../src/contract/people.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { following } from "../objects/chains.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { Visitor } from "../visitor.ts";

const SHARDS = 16;
const TOGETHER = 3;
const object = env.PEOPLE.getByName("42/people/5");

interface Resident {
  readonly visitor: Visitor;
  readonly person: Person;
}

/** A person who has declared and who belongs to shard 5, the one of this test. */
async function aResident(): Promise<Resident> {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, "42" as IssuerCode);
  let number = aResidentNumber();
  while (shardOf(await personKeyOf(secrets, `10|${number}`), SHARDS) !== 5) number = aResidentNumber();
  const visitor = await new Visitor("hubei.localhost").logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  return { visitor, person };
}

/** Makes the next change of every colour due, and rings the shard's alarm while `meanwhile` goes on. */
async function ring(meanwhile: Promise<unknown> = Promise.resolve()): Promise<void> {
  const turn = runInDurableObject(object, (people, { storage }) => {
    storage.sql.exec("UPDATE colours SET next_at = ?", Date.now() - 1);
    return ringAlarm(people);
  });
  await Promise.all([turn, meanwhile]);
}

/** The shard's decisions in order, after a check that their chain is intact. */
async function decisions(): Promise<readonly DecisionRow[]> {
  const rows = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ body: string }>("SELECT body FROM decisions ORDER BY seq").toArray(),
  );
  expect(await following(object, "decisions")).toHaveLength(rows.length);
  return rows.map(({ body }) => JSON.parse(body) as DecisionRow);
}

test("each due person is decided once, and a person who declares at that moment by their declaration", async () => {
  const [first] = [await aResident(), await aResident(), await aResident()];
  const key = (await decisions())[0]?.person;
  await ring();
  const turned = await decisions();
  expect(turned.length).toBe(2 * TOGETHER);
  expect(new Set(turned.slice(TOGETHER).map(({ person }) => person)).size).toBe(TOGETHER);
  await ring(first?.visitor.declare(first.person, { temperatureCelsius: 38.4 }));
  const all = await decisions();
  expect(all.findLast(({ person }) => person === key)).toMatchObject({ declaration: 2, colour: "yellow" });
  const { waiting } = await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec<{ waiting: number }>("SELECT COUNT(*) AS waiting FROM colours WHERE next_at <= ?", Date.now()).one(),
  );
  expect(waiting).toBe(0);
});
