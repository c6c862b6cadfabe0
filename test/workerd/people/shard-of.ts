/** The shard that stores a person of the tests, and its alarm. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { canonicalDocument, type IdentityDocument } from "../../../src/domain/identity/document.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";

/** @param issuer the code of the issuer of the person's host */
export async function shardOfPerson(number: string, issuer = "4201") {
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer as IssuerCode);
  const person: PersonKey = await personKeyOf(secrets, canonicalDocument({ type: "10", number } as IdentityDocument));
  return { person, shard: env.PEOPLE.getByName(`${issuer}/people/${shardOf(person, 16)}`) };
}

/** Changes rows of the person's shard, in each of which `?` is the person's key, and then rings its alarm. */
export async function changeRows(number: string, ...statements: readonly string[]): Promise<void> {
  const { person, shard } = await shardOfPerson(number);
  await runInDurableObject(shard, async (object, { storage }) => {
    for (const text of statements) storage.sql.exec(text, person);
    await ringAlarm(object);
    // The accounts are told in a second run, because the first one has just found out.
    await ringAlarm(object);
  });
}
