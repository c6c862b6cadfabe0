/** The people and places of the tables, made once per test file: a logged-in person per role, administrators down the division tree, communities with points. */
import { env } from "cloudflare:workers";
import type { Administrator } from "../../../src/contract/administrator.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { needsTwo } from "../../../src/domain/administrator/appointment.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import type { PlayedProvider } from "../../support/played-provider.ts";
import { CLIENT_VERBS } from "../../../src/domain/client/client.ts";
import { aKeyedClient, type KeyedClient } from "../interface/keyed-client.ts";
import { aClient, anOfficer } from "../officer.ts";
import { aProvider } from "../provider.ts";
import { type ShownCode, Visitor } from "../visitor.ts";
import { NOTHING } from "./act.ts";
import { placeOf, ROLES, type Role } from "./table.ts";

const REGION = "4201";
const OFFICES = ["community", "street", "district"] as const;

export interface Member {
  readonly visitor: Visitor;
  readonly name: string;
  readonly phone: string;
  readonly number: string;
  readonly self: Person;
}

export interface World {
  /** The roles that have a login. */
  readonly members: ReadonlyMap<Role, Member>;
  /** The session of the city's administrator, with which acts prepare what a request needs. */
  readonly city: Visitor;
  /** A person without a role, whom the requests appoint, add as a collector and register. */
  readonly candidate: Member & { readonly shown: ShownCode };
  /** The manager's dependant, with the manager's id of them. */
  readonly ward: Person;
  /** The same person, with the id of the resident, whose claim to manage them waits. */
  readonly claimed: Person;
  /** The id of a point of each community with points, by the division's code. */
  readonly points: ReadonlyMap<string, string>;
  /** A client with keys, and with every verb. */
  readonly keyed: KeyedClient;
  /** The secret of a client (another system) with every right. */
  readonly bearer: string;
  /** An identity provider of the city. */
  readonly provider: PlayedProvider;
}

async function aMember(name: string): Promise<Member> {
  const phone = aPhone();
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(phone);
  const self = await visitor.bind(name, number);
  await visitor.declare(self);
  return { visitor, name, phone, number, self };
}

/** Whether the division lies in the issuer's region, so that acts can prepare things there. */
export function isHere(division: string): boolean {
  return division.startsWith(REGION);
}

/** A live code of the candidate, of this moment. */
export function codeOf({ candidate: { shown } }: World): Promise<string> {
  return liveCode(shown.jws, shown.deviceKey, Date.now());
}

/** Appoints a member; to a county by the door of this machine, because two appoint there. */
export async function appoint(city: Visitor, division: string, { name, phone }: Member): Promise<Pick<Administrator, "id">> {
  if (needsTwo(division)) {
    await city.ask("POST", "/local/administrators", { division, phone });
    return { id: NOTHING };
  }
  return city.ask("POST", `/api/v1/divisions/${division}/administrators`, { name, phone, reason: "任命" });
}

export async function makeWorld(): Promise<World> {
  const members = new Map<Role, Member>();
  for (const role of ROLES) if (!["visitor", "operator", "client"].includes(role)) members.set(role, await aMember(`尹${role}`));
  const member = (role: Role) => {
    const one = members.get(role);
    if (one === undefined) throw new Error(`${role} has no login`);
    return one;
  };
  const { visitor: city, phone } = member("city");
  await city.ask("POST", "/local/administrators", { division: REGION, phone });
  for (const office of OFFICES) await appoint(city, placeOf(office, "own") ?? "", member(office));
  const points = await makePoints(city);
  await makeCollector(city, member("collector"), points);
  await dismiss(city, member("dismissed"), points);

  const candidate = await aMember("候选人");
  const wardNumber = aResidentNumber();
  const ward = await member("manager").visitor.bind("尹小满", wardNumber, "child");
  await member("manager").visitor.declare(ward);
  const claimed = await member("resident").visitor.bind("尹小满", wardNumber, "other");
  const shown = await candidate.visitor.show(candidate.self);
  const [first, second] = [await anOfficer(), await anOfficer()];
  const { bearer } = await aClient(first.visitor, second.visitor);
  const keyed = await aKeyedClient(first.visitor, second.visitor, CLIENT_VERBS);
  const provider = await aProvider();
  return { members, city, candidate: { ...candidate, shown }, ward, claimed, points, bearer, keyed, provider };
}

async function makePoints(city: Visitor): Promise<ReadonlyMap<string, string>> {
  const codes = ROLES.flatMap((role) => ["own", "lower", "above", "other"].map((at) => placeOf(role, at) ?? ""));
  const communities = [...new Set(codes)].filter((code) => isHere(code) && code.length >= 9);
  const points = new Map<string, string>();
  for (const code of communities) {
    const point = aPoint("南门");
    await city.ask("POST", `/api/v1/communities/${code}/points`, point);
    points.set(code, point.id);
  }
  return points;
}

async function makeCollector(city: Visitor, { visitor, self }: Member, points: ReadonlyMap<string, string>): Promise<Collector> {
  const { digits } = await visitor.show(self);
  const added = await city.ask<Collector>("POST", city.community("/collectors"), { code: digits });
  await visitor.ask("PUT", visitor.community("/post"), { pointId: points.get(COMMUNITY) });
  return added;
}

/** Makes a person collector and administrator, and removes both roles in the objects only: the person's account still has the grants, as a moment after a real removal. */
async function dismiss(city: Visitor, leaving: Member, points: ReadonlyMap<string, string>): Promise<void> {
  const collector = await makeCollector(city, leaving, points);
  const { id } = await appoint(city, COMMUNITY, leaving);
  const by = { actor: "" as AccountKey, office: REGION, reason: "轮岗" };
  const removed = [
    await env.COMMUNITY.getByName(`${REGION}/community/${COMMUNITY}`).removeCollector(collector.id, Date.now()),
    await env.DIVISION.getByName(`${REGION}/division/${COMMUNITY}`).remove(id, by, Date.now()),
  ];
  const { grants } = await leaving.visitor.me();
  if (removed.some(({ ok }) => !ok) || grants.length !== 2)
    throw new Error("who is dismissed had both rights, and sees them still");
}

export interface RoleRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request of a role in a new browser, with the role's session if it has one. A client (another system) sends its secret instead; the operator, whose signature belongs into the body, sends an invalid secret. */
export async function send(
  { members, bearer }: World,
  role: Role,
  { method, path, body, cookie, headers }: RoleRequest,
): Promise<Response> {
  const browser = new Visitor();
  browser.cookie = cookie ?? members.get(role)?.visitor.cookie ?? null;
  const presented: Partial<Record<Role, string>> = { operator: "operator", client: bearer };
  const authorization = presented[role];
  return browser.send(method, path, body, { ...(authorization && { authorization: `Bearer ${authorization}` }), ...headers });
}
