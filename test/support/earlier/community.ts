/** What a community of Wuhan did under release f088538: a gate, residents with claims and declarations, passes, and the acts of its administrator. */
import { expect } from "vitest";
import * as z from "zod";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../../tools/demo-cast.ts";
import { accountOf, declare, enrol, logIn, type Member, phoneOf, register, type System, withId } from "./phones.ts";

const anything = z.unknown();

/** Wants to manage the demonstration's child too, which its parent allows. */
const SPOUSE = accountOf("13800000021", "孙远山", "420107198503120018");
/** Claims the demonstration's grandfather, and nobody answers. */
export const STRANGER = accountOf("13800000022", "钱生", "420107199007220030");

export const COMMUNITY_PATH = `/api/v1/communities/${COMMUNITY.division}`;

export interface Gate {
  readonly administrator: Member;
  readonly collector: Member;
  /** The id by which the community lists the collector. */
  readonly collectorId: string;
}

/** Makes the administrator, two points, and a collector who stands at the first. */
export async function fillGate(system: System): Promise<Gate> {
  const collector = await enrol(system, HOSTS.collector, COLLECTOR);
  const administrator = await enrol(system, HOSTS.administrator, ADMINISTRATOR);
  const { visitor } = administrator;
  await visitor.ask("POST", "/local/administrators", anything, {
    division: COMMUNITY.division,
    phone: ADMINISTRATOR.phone,
  });
  for (const body of POINTS) await visitor.ask("POST", `${COMMUNITY_PATH}/points`, anything, body);
  const code = await (await phoneOf(system, collector))();
  const { id: collectorId } = await visitor.ask("POST", `${COMMUNITY_PATH}/collectors`, withId, { code });
  await collector.visitor.ask("PUT", `${COMMUNITY_PATH}/post`, anything, { pointId: POINTS[0].id });
  return { administrator, collector, collectorId };
}

const claims = z.looseObject({
  people: z.array(z.looseObject({ id: z.string(), claims: z.array(z.looseObject({ id: z.string() })) })),
});

export interface Residents {
  /** With a child and a parent. */
  readonly resident: Member;
  readonly spouse: Member;
  readonly stranger: Member;
  /** Makes a live code of the resident by a credential of that release. */
  readonly showCode: () => Promise<string>;
  /** The same of the spouse, by a credential that they revoked. */
  readonly showRevoked: () => Promise<string>;
}

export async function fillResidents(system: System, gate: Gate): Promise<Residents> {
  const resident = await enrol(system, HOSTS.resident, RESIDENT);
  const [self, child, parent] = resident.ids;
  const [, daughter, grandfather] = RESIDENT.people;
  if (daughter === undefined || grandfather === undefined) throw new Error("the cast has a child and a parent");
  const spouse = await enrol(system, HOSTS.resident, SPOUSE);
  const { visitor } = resident;

  await register(spouse.visitor, daughter);
  const { people } = await visitor.ask("GET", "/api/v1/me", claims);
  const claim = people.find(({ id }) => id === child)?.claims[0]?.id ?? "none";
  await visitor.ask("POST", `/api/v1/people/${child}/claims/${claim}`, anything, { decision: "allow" });
  const stranger = await enrol(system, HOSTS.resident, STRANGER);
  await register(stranger.visitor, { ...grandfather, relation: "parent" });
  const colleague = await register(stranger.visitor, { relation: "parent", name: "钱进", number: "420107196001010012" });
  await stranger.visitor.ask("DELETE", `/api/v1/people/${colleague}`, anything);

  await declare(resident, self, { temperatureCelsius: 37.6, symptoms: ["fever"] });
  const checkIn = { id: crypto.randomUUID(), temperatureCelsius: 36.6, symptoms: ["cough"] };
  await visitor.ask("POST", `/api/v1/people/${parent}/check-ins`, anything, checkIn);
  const showRevoked = await phoneOf(system, spouse);
  await spouse.visitor.ask("DELETE", `/api/v1/people/${spouse.ids[0]}/credentials`, anything);
  const showCode = await phoneOf(system, resident);
  await passAt(gate, await showCode());
  await passAt(gate, await (await phoneOf(system, spouse))());
  const asked = { code: await (await phoneOf(system, stranger))() };
  await gate.collector.visitor.ask("POST", `${COMMUNITY_PATH}/redeclarations`, anything, asked);
  await visitor.ask("POST", "/api/v1/verify", anything, { code: await showCode() });

  const second = system.visitor(HOSTS.resident);
  await logIn(second, RESIDENT.phone);
  await second.ask("DELETE", "/api/v1/sessions/current", anything);
  return { resident, spouse, stranger, showCode, showRevoked };
}

/** The collector registers a code. Throws if it is refused. */
export async function passAt({ collector }: Pick<Gate, "collector">, code: string): Promise<void> {
  const results = z.looseObject({ results: z.array(z.looseObject({ state: z.literal("registered") })) });
  const passes = [{ id: crypto.randomUUID(), code }];
  await collector.visitor.ask("POST", `${COMMUNITY_PATH}/passes`, results, { passes });
}

/** The administrator's own acts on points and collectors, exports and a look. */
export async function fillDesk({ administrator: { visitor } }: Gate, resident: string): Promise<void> {
  const point = { id: crypto.randomUUID(), name: "南门", address: "红卫路 20 号" };
  await visitor.ask("POST", `${COMMUNITY_PATH}/points`, anything, point);
  await visitor.ask("PATCH", `${COMMUNITY_PATH}/points/${point.id}`, anything, {
    location: { latitude: 30.6376, longitude: 114.4019, accuracyMetres: 20 },
  });
  await visitor.ask("DELETE", `${COMMUNITY_PATH}/points/${point.id}`, anything);
  await visitor.ask("POST", `${COMMUNITY_PATH}/points/${point.id}/restoration`, anything);
  await visitor.ask("DELETE", `${COMMUNITY_PATH}/points/${point.id}`, anything);
  await visitor.ask("PATCH", `${COMMUNITY_PATH}/points/${POINTS[1].id}`, anything, { name: "康苑社区北门" });

  await visitor.ask("POST", `${COMMUNITY_PATH}/collectors/found`, anything, { phone: SPOUSE.phone });
  const { id } = await visitor.ask("POST", `${COMMUNITY_PATH}/collectors`, withId, { phone: SPOUSE.phone });
  await visitor.ask("DELETE", `${COMMUNITY_PATH}/collectors/${id}`, anything);
  await visitor.ask("POST", `${COMMUNITY_PATH}/collectors/${id}/restoration`, anything);
  await visitor.ask("DELETE", `${COMMUNITY_PATH}/collectors/${id}`, anything);
  for (const format of ["csv", "xlsx"]) {
    const exported = await visitor.send("GET", `${COMMUNITY_PATH}/passes.${format}?purpose=7-31`);
    expect(exported.status).toBe(200);
  }

  const look = { person: { document: { type: "10", number: resident } }, purpose: { kind: "other", text: "走访" } };
  await visitor.ask("POST", "/api/v1/divisions/420107001002/tracks", anything, look);
}
