/** Sets up one community through the HTTP interface alone: a collector who stands at a point, an administrator, and credentials of residents. Needs the local build. */
import * as z from "zod";
import { point } from "../src/contract/community.ts";
import { credentialsResponse } from "../src/contract/credential.ts";
import { me } from "../src/contract/people.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../tools/demo-cast.ts";
import { appoint, enrol, liveCodeOf } from "../tools/demo.ts";
import type { Visitor } from "../tools/visitor.ts";
import { credentialsBody, type LiveCredential, newDeviceKey } from "./codes.ts";

/** The number of credentials per request: the issuer allows no more. */
const AT_A_TIME = 4;

export interface Standing {
  /** The cookie of the collector's session. */
  readonly cookie: string;
  readonly host: string;
  readonly division: string;
  readonly credentials: readonly LiveCredential[];
  /** The administrator: the cookie of their session, and its host, which is not the collector's. */
  readonly office: { readonly cookie: string; readonly host: string };
}

/** Sets up the community. @param count the number of credentials, a multiple of 12, because each of the three persons of a household gets four at a time */
export async function standingCollector(port: number, count: number): Promise<Standing> {
  const path = `/api/v1/communities/${COMMUNITY.division}`;
  const collector = await enrol(port, HOSTS.collector, COLLECTOR);
  const administrator = await enrol(port, HOSTS.administrator, ADMINISTRATOR);
  await appoint(administrator);
  await administrator.ask("POST", `${path}/points`, point, POINTS[0]);
  await administrator.ask("POST", `${path}/collectors`, z.unknown(), { code: await liveCodeOf(collector) });
  await collector.ask("PUT", `${path}/post`, z.unknown(), { pointId: POINTS[0].id });
  const resident = await enrol(port, HOSTS.resident, RESIDENT);
  const { people } = await resident.ask("GET", "/api/v1/me", me);
  const each = count / people.length;
  const credentials = await Promise.all(people.map(({ id }) => credentialsOf(resident, id, each)));
  const { cookie } = collector;
  if (cookie === undefined || administrator.cookie === undefined) throw new Error("somebody has no session");
  const office = { cookie: administrator.cookie, host: HOSTS.administrator };
  return { cookie, host: HOSTS.collector, division: COMMUNITY.division, credentials: credentials.flat(), office };
}

async function credentialsOf(visitor: Visitor, person: string, count: number): Promise<readonly LiveCredential[]> {
  const made: LiveCredential[] = [];
  while (made.length < count) {
    const keys = await Promise.all(Array.from({ length: AT_A_TIME }, newDeviceKey));
    const body = await credentialsBody(person, keys);
    const { credentials } = await visitor.ask("POST", `/api/v1/people/${person}/credentials`, credentialsResponse, body);
    for (const [index, { deviceKey }] of keys.entries()) {
      const jws = credentials[index];
      if (jws === undefined) throw new Error("fewer credentials than device keys");
      made.push({ jws, deviceKey });
    }
  }
  return made;
}
