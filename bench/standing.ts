/** Sets up one community through the HTTP interface alone: a collector who stands at a point, an administrator, and credentials of residents. Needs the local build. */
import { MAX_CREDENTIALS_PER_DAY } from "../src/domain/access/hour-limit.ts";
import { checkDocument } from "../src/domain/identity/document.ts";
import * as z from "zod";
import { point } from "../src/contract/community.ts";
import { credentialsResponse } from "../src/contract/credential.ts";
import { me } from "../src/contract/people.ts";
import { type Account, ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS } from "../tools/demo-cast.ts";
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

/** Sets up the community. @param count the number of credentials, a multiple of four, because a person gets four at a time; many need many persons */
export async function standingCollector(port: number, count: number): Promise<Standing> {
  const path = `/api/v1/communities/${COMMUNITY.division}`;
  const collector = await enrol(port, HOSTS.collector, COLLECTOR);
  const administrator = await enrol(port, HOSTS.administrator, ADMINISTRATOR);
  await appoint(administrator);
  await administrator.ask("POST", `${path}/points`, point, POINTS[0]);
  await administrator.ask("POST", `${path}/collectors`, z.unknown(), { code: await liveCodeOf(collector) });
  await collector.ask("PUT", `${path}/post`, z.unknown(), { pointId: POINTS[0].id });
  const credentials: LiveCredential[] = [];
  for (let resident = 0; credentials.length < count; resident += 1) {
    const visitor = await enrol(port, HOSTS.resident, residentOf(resident));
    const { people } = await visitor.ask("GET", "/api/v1/me", me);
    const more = Math.min(count - credentials.length, MAX_CREDENTIALS_PER_DAY.unchecked);
    for (const { id } of people) credentials.push(...(await credentialsOf(visitor, id, more)));
  }
  const { cookie } = collector;
  if (cookie === undefined || administrator.cookie === undefined) throw new Error("somebody has no session");
  const office = { cookie: administrator.cookie, host: HOSTS.administrator };
  return { cookie, host: HOSTS.collector, division: COMMUNITY.division, credentials, office };
}

function isWellFormed(number: string): boolean {
  return checkDocument({ type: "10", number }, "2026-01-01").ok;
}

/** A resident of their own phone, by number. */
function residentOf(index: number): Account {
  const head = `42010719800102${String(index).padStart(3, "0")}`;
  const number = Array.from("0123456789X", (check) => head + check).find(isWellFormed);
  if (number === undefined) throw new Error("one of eleven check characters is right");
  return { phone: `1390000${String(index).padStart(4, "0")}`, people: [{ relation: "self", name: "尹静姝", number }] };
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
