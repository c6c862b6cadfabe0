/** The requests of the phones of release f088538: log in, register persons, declare, fetch a credential, show a code. They must not change with this release. */
import * as z from "zod";
import { compressPoint, liveCode } from "../../../src/token/code/live.ts";
import { type Account, ADDRESS, COMMUNITY, type Someone } from "../../../tools/demo-cast.ts";
import type { Visitor } from "../../../tools/visitor.ts";
import type { MovedSystem } from "../moved-clock.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;

export type System = Pick<MovedSystem, "visitor" | "offsetMs">;

/** An answer with an id. Nothing else of an answer is checked here, because two releases give it. */
export const withId = z.looseObject({ id: z.string() });

export interface Member {
  readonly visitor: Visitor;
  readonly phone: string;
  /** The ids of the account's persons, the owner's first. */
  readonly ids: readonly [string, ...string[]];
}

/** An account with its owner alone. The names are invented, the document numbers well-formed. */
export function accountOf(phone: string, name: string, number: string): Account {
  return { phone, people: [{ relation: "self", name, number }] };
}

/** Logs an account in, registers its persons and declares for each of them. */
export async function enrol(system: System, host: string, { phone, people }: Account): Promise<Member> {
  const visitor = system.visitor(host);
  await logIn(visitor, phone);
  const [self, ...others] = people;
  const ids: [string, ...string[]] = [await register(visitor, self)];
  for (const someone of others) ids.push(await register(visitor, someone));
  const member = { visitor, phone, ids };
  for (const id of ids) await declare(member, id);
  return member;
}

/** Logs a visitor in by a one-time password. */
export async function logIn(visitor: Visitor, phone: string): Promise<void> {
  await visitor.ask("POST", "/api/v1/otp", z.unknown(), { phone });
  await visitor.ask("POST", "/api/v1/sessions", z.unknown(), { phone, password: await visitor.passwordOf(phone) });
}

/** Registers a person and returns their id. Whom another account manages already is only claimed. */
export async function register(visitor: Visitor, { relation, name, number }: Someone): Promise<string> {
  const body = { relation, name, document: { type: "10", number } };
  return (await visitor.ask("POST", "/api/v1/people", withId, body)).id;
}

/** Declares for a healthy person who lives in the community of the trial. */
export async function declare({ visitor, phone }: Member, person: string, changes: object = {}): Promise<void> {
  await visitor.ask("POST", `/api/v1/people/${person}/declarations`, z.unknown(), {
    id: crypto.randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY.division, detail: ADDRESS },
    addressHere: { division: COMMUNITY.division, detail: ADDRESS },
    phone,
    temperatureCelsius: 36.5,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
    ...changes,
  });
}

/** Fetches a credential for the owner of an account, without a proof of the key. The returned function makes a live code at each call. */
export async function phoneOf(system: System, { visitor, ids: [self] }: Member): Promise<() => Promise<string>> {
  const keys = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  const publicKey = compressPoint(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const answer = z.looseObject({ credentials: z.array(z.string()).min(1) });
  const body = { deviceKeys: [Buffer.from(publicKey).toString("base64url")] };
  const { credentials } = await visitor.ask("POST", `/api/v1/people/${self}/credentials`, answer, body);
  return () => liveCode(credentials[0] ?? "", keys.privateKey, Date.now() + system.offsetMs());
}
