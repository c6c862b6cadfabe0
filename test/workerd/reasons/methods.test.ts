/** No method of any object changes a colour without a recorded reason: each is called with valid arguments, and with arguments in which a colour is hidden. */
import { DurableObject, env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { shardOf } from "../../../src/domain/issuer/issuer.ts";
import type { DecisionRow } from "../../../src/objects/people/colour/colour-store.ts";
import * as worker from "../../../src/local/worker.ts";
import { accountKeyOf, openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";
import type { Victim } from "./calls.ts";
import { WALK } from "./methods.ts";
import { smuggle } from "./smuggle.ts";
import { ISSUER, type State, stateNow } from "./state.ts";
import { unexplained } from "./witness.ts";

const { default: _, Local: __, Secure: ___, ...CLASSES } = worker;
/** The names of the methods of a class and of its base classes, without those of DurableObject. */
function methodsOf(name: keyof typeof CLASSES): readonly string[] {
  const names: string[] = [];
  for (let each: object = CLASSES[name].prototype; each !== DurableObject.prototype; each = Reflect.getPrototypeOf(each) ?? {})
    names.push(...Object.getOwnPropertyNames(each).filter((method) => method !== "constructor"));
  return names;
}

let victim: Victim;
/** The state after the previous test. */
let before: State;

beforeAll(async () => {
  const phone = aPhone();
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(phone);
  const self = await visitor.bind("尹小满", number);
  await visitor.declare(self, { temperatureCelsius: 38.2 });
  await visitor.ask<PersonColour>("GET", `/api/v1/people/${self.id}/colour`);
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, ISSUER);
  const person: PersonKey = await personKeyOf(secrets, `10|${number}`);
  const account = await accountKeyOf(secrets, `+86${phone}`);
  victim = { person, account, stranger: "s".repeat(account.length), shard: shardOf(person, 16), now: Date.now() };
  before = await stateNow();
});

describe.each(Object.keys(CLASSES) as readonly (keyof typeof CLASSES)[])("%s", (name) => {
  test("the walk has arguments for every method", () => {
    // If this fails for a new class or method: add its arguments to methods.ts.
    expect(Object.keys(WALK[name].methods).toSorted()).toEqual(methodsOf(name).toSorted());
  });

  test.each(methodsOf(name))("%s changes no colour without a reason", async (method) => {
    const calls = WALK[name].methods[method]?.(victim) ?? [];
    const smuggling = calls.map((call) => [...call.map(smuggle), "red", "confirmed"]);
    for (const args of [...smuggling, ...calls]) await ask(name, method, args);
    const [earlier, now] = [before, await stateNow()];
    before = now;
    expect(await unexplained(earlier, now)).toEqual([]);
  });
});

test("the walk has changed the watched colour, each time for a reason", async () => {
  const { decisions = [] } = (await stateNow()).shards[victim.shard] ?? {};
  const colours = decisions.map(({ body }) => (JSON.parse(body) as DecisionRow).row);
  expect(new Set(colours)).toEqual(new Set(["measured_fever", "confirmed", "released"]));
});

/** Calls a method and ignores a refusal or an error, because only changes count. */
async function ask(name: keyof typeof CLASSES, method: string, args: readonly unknown[]): Promise<void> {
  await runInDurableObject(WALK[name].object(victim), async (object) => {
    await Reflect.apply(Reflect.get(object, method), object, args);
  }).catch(() => undefined);
}
