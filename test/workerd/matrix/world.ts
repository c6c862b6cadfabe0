/** Who takes part in the tables, made once: each role logged in, bound and declared, offices appointed down the tree, gates with points. */
import { env } from "cloudflare:workers";
import type { Administrator } from "../../../src/contract/administrator.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { aClient, anOfficer } from "../officer.ts";
import { type ShownCode, Visitor } from "../visitor.ts";
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
  /** Everybody with a login. */
  readonly members: ReadonlyMap<Role, Member>;
  /** In charge of the whole region: prepares what a cell is about. */
  readonly city: Visitor;
  /** No role: is appointed, added and registered. */
  readonly candidate: Member & { readonly shown: ShownCode };
  /** The manager's dependant, as the manager names them. */
  readonly ward: Person;
  /** The same, as the resident names them, who asked to manage them and waits. */
  readonly claimed: Person;
  /** A point of each division that runs gates, by its code. */
  readonly points: ReadonlyMap<string, string>;
  /** Of the client, who may do everything that clients may. */
  readonly bearer: string;
}

async function aMember(name: string): Promise<Member> {
  const phone = aPhone();
  const number = aResidentNumber();
  const visitor = await new Visitor().logIn(phone);
  const self = await visitor.bind(name, number);
  await visitor.declare(self);
  return { visitor, name, phone, number, self };
}

/** Whether the issuer has that division, so that something can be prepared there. */
export function isHere(division: string): boolean {
  return division.startsWith(REGION);
}

/** A code of the candidate as it is shown now. */
export function codeOf({ candidate: { shown } }: World): Promise<string> {
  return liveCode(shown.jws, shown.deviceKey, Date.now());
}

export function appoint(city: Visitor, division: string, { name, phone }: Member): Promise<Administrator> {
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
  return { members, city, candidate: { ...candidate, shown }, ward, claimed, points, bearer };
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

/** Takes both rights where they are kept, and leaves the grants on the phone, as in the moment between the two. */
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

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly cookie?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request of a role, in a browser of its own; who has no session presents a bearer, an operator one that opens nothing. */
export async function send(
  { members, bearer }: World,
  role: Role,
  { method, path, body, cookie, headers }: Asked,
): Promise<Response> {
  const browser = new Visitor();
  browser.cookie = cookie ?? members.get(role)?.visitor.cookie ?? null;
  const presented: Partial<Record<Role, string>> = { operator: "operator", client: bearer };
  const authorization = presented[role];
  return browser.send(method, path, body, { ...(authorization && { authorization: `Bearer ${authorization}` }), ...headers });
}
