/** For tests over HTTP: residents, administrators, a gate with its collector, and the delivery of passes to tracks without the usual wait. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Person } from "../../src/contract/people.ts";
import { aPhone, aPoint, aResidentNumber } from "./builders.ts";
import { ringAlarm } from "./objects/ring-alarm.ts";
import { Visitor } from "./visitor.ts";

export interface Resident {
  readonly visitor: Visitor;
  readonly self: Person;
  readonly number: string;
}

/** A person who has logged in, is bound, and declared an address in a division. */
export async function aResident(name: string, division: string): Promise<Resident> {
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(aPhone());
  const self = await visitor.bind(name, number);
  await visitor.declare(self, { addressHere: { division, detail: "3 栋" } });
  return { visitor, self, number };
}

/** The session of a new administrator of a division of any level. */
export async function anOffice(division: string): Promise<Visitor> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division, phone });
  return visitor;
}

/** Makes a gate in a division, with a collector who stands there. Returns a function that registers a pass of a resident at it. */
export async function aGate(division: string): Promise<(resident: Resident) => Promise<void>> {
  const office = await anOffice(division);
  const path = `/api/v1/communities/${division}`;
  const point = { ...aPoint("南门"), location: { latitude: 30.6, longitude: 114.4, accuracyMetres: 5 } };
  await office.ask("POST", `${path}/points`, point);
  const collector = await aResident("陈守诚", division);
  await office.ask("POST", `${path}/collectors`, { code: (await collector.visitor.show(collector.self)).digits });
  await collector.visitor.ask("PUT", `${path}/post`, { pointId: point.id });
  return async ({ visitor, self }) => {
    const { digits } = await visitor.show(self);
    await collector.visitor.ask("POST", `${path}/passes`, { passes: [{ id: crypto.randomUUID(), code: digits }] });
  };
}

/** Delivers the waiting passes of a community to the tracks at once. The alarm would do it ten seconds later. */
export async function deliver(division: string): Promise<void> {
  const community = env.COMMUNITY.getByName(`4201/community/${division}`);
  await runInDurableObject(community, async (instance, { storage }) => {
    // Less than the 45 seconds for which a code is good.
    storage.sql.exec("UPDATE passes SET at = at - 11000");
    await ringAlarm(instance);
  });
}
