/** Fills a local system with one community and two officers for trials, through the HTTP interface that phones use. A second run changes nothing. */
import * as z from "zod";
import { COUNTRY } from "../src/domain/division/division.ts";
import { point } from "../src/contract/community.ts";
import { credentialsResponse } from "../src/contract/credential.ts";
import { declarationReceipt } from "../src/contract/declaration.ts";
import { type Person, me } from "../src/contract/people.ts";
import { instantOf } from "../src/domain/instant.ts";
import { compressPoint, liveCode } from "../src/token/code/live.ts";
import { signPossession } from "../src/token/code/possession.ts";
import {
  type Account,
  ADDRESS,
  ADMINISTRATOR,
  COLLECTOR,
  COMMUNITY,
  HOSTS,
  NATION_OFFICERS,
  OFFICERS,
  POINTS,
  RESIDENT,
} from "./demo-cast.ts";
import { RefusedAnswer, Visitor } from "./visitor.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

const community = `/api/v1/communities/${COMMUNITY.division}`;

/** Fills the system at 127.0.0.1:port. Throws with the server's answer if a step is refused. @param clock the clock of the phones, ms */
export async function fillDemo(port: number, clock: () => number = Date.now): Promise<void> {
  await enrol(port, HOSTS.resident, RESIDENT);
  const collector = await enrol(port, HOSTS.collector, COLLECTOR);
  const administrator = await enrol(port, HOSTS.administrator, ADMINISTRATOR);
  await appoint(administrator);
  for (const body of POINTS) await administrator.ask("POST", `${community}/points`, point, body);
  const code = await liveCodeOf(collector, clock);
  await administrator.ask("POST", `${community}/collectors`, z.unknown(), { code });
  await collector.ask("PUT", `${community}/post`, z.unknown(), { pointId: POINTS[0].id });
}

/** The longest wait for the next text message that a person at a terminal accepts, seconds. */
const PATIENCE_SECONDS = 90;

/**
 * Fills the system with the community and the officers. An earlier try that was stopped may have used up the message of this minute for a number: then it goes
 * on after a pause. Throws with what to do if that would take long.
 * @param pause waits for a number of seconds
 */
export async function fillAll(
  port: number,
  pause: (seconds: number) => Promise<void>,
  clock: () => number = Date.now,
): Promise<void> {
  try {
    await fillDemo(port, clock);
    await fillOfficers(port);
  } catch (error) {
    const seconds =
      error instanceof RefusedAnswer && error.answer.status === 429 ? Number(error.answer.headers["retry-after"]) || 0 : 0;
    if (seconds === 0) throw error;
    if (seconds > PATIENCE_SECONDS)
      throw new Error(
        `Several starts were stopped while they filled the system, and a phone number gets three messages an hour. Remove .yima/state, or try again in ${Math.ceil(seconds / 60)} minutes.`,
        { cause: error },
      );
    await pause(seconds);
    await fillAll(port, pause, clock);
  }
}

/** Enrols the officers of Hubei (division 42) and of the nation, and appoints them. */
export async function fillOfficers(port: number): Promise<void> {
  const all = [
    ...OFFICERS.map((one) => ({ ...one, division: "42" })),
    ...NATION_OFFICERS.map((one) => ({ ...one, division: COUNTRY })),
  ];
  for (const { host, account, division } of all) {
    const officer = await enrol(port, host, account);
    await officer.ask("POST", "/local/administrators", z.unknown(), { division, phone: account.phone });
  }
}

/** Appoints the administrator of the trial community, by an operation that only the local build has. */
export async function appoint(visitor: Visitor): Promise<void> {
  const body = { division: COMMUNITY.division, phone: ADMINISTRATOR.phone };
  await visitor.ask("POST", "/local/administrators", z.unknown(), body);
}

/** Logs an account in, adds its persons and declares for them, each only if this is not done yet. Returns the visitor with the session. */
export async function enrol(port: number, host: string, account: Account): Promise<Visitor> {
  const visitor = new Visitor(port, host);
  await visitor.logIn(account.phone);
  const before = (await visitor.ask("GET", "/api/v1/me", me)).people;
  for (const someone of account.people.slice(before.length)) {
    const { relation, name, number } = someone;
    await visitor.ask("POST", "/api/v1/people", z.unknown(), { relation, name, document: { type: "10", number } });
  }
  for (const person of (await visitor.ask("GET", "/api/v1/me", me)).people) {
    if (person.declaration === null) await declare(visitor, person, account.phone);
  }
  return visitor;
}

/** Declares for a healthy person who lives in the division and has not travelled. @param changes fields of the declaration with other values */
export async function declare(
  visitor: Visitor,
  person: Pick<Person, "id">,
  phone: string,
  division: string = COMMUNITY.division,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await visitor.ask("POST", `/api/v1/people/${person.id}/declarations`, declarationReceipt, {
    id: crypto.randomUUID(),
    category: "staying",
    presentPlace: { division, detail: ADDRESS },
    addressHere: { division, detail: ADDRESS },
    phone,
    temperatureCelsius: 36.5,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
    ...changes,
  });
}

/** One live code of the holder of a visitor's account, made as on a phone. @param clock the clock of the phone, ms */
export async function liveCodeOf(visitor: Visitor, clock: () => number = Date.now): Promise<string> {
  return (await phoneOf(visitor, clock))();
}

/** A phone with one credential of the holder of a visitor's account: the returned function makes a live code at each call. */
export async function phoneOf(visitor: Visitor, clock: () => number = Date.now): Promise<() => Promise<string>> {
  const { jws, deviceKey } = await credentialOf(visitor, clock);
  return () => liveCode(jws, deviceKey, clock());
}

/** A new credential of the holder of a visitor's account, with the private half of its device key. */
export async function credentialOf(visitor: Visitor, clock: () => number = Date.now) {
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  const self = people.find(({ relation }) => relation === "self");
  if (self === undefined) throw new Error("The account has bound nobody");
  const keys = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  const publicKey = compressPoint(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const path = `/api/v1/people/${self.id}/credentials`;
  const deviceKey = Buffer.from(publicKey).toString("base64url");
  const at = instantOf(clock());
  const signature = await signPossession({ person: self.id, at, deviceKey }, keys.privateKey);
  const body = { deviceKeys: [deviceKey], possession: { at, signatures: [Buffer.from(signature).toString("base64url")] } };
  const { credentials } = await visitor.ask("POST", path, credentialsResponse, body);
  const [credential] = credentials;
  if (credential === undefined) throw new Error("No credential was issued");
  return { jws: credential, deviceKey: keys.privateKey };
}
