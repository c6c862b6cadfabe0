/** Over HTTP: an issuer signs a credential only for a device key whose owner asks for it. */
import { afterEach, expect, test, vi } from "vitest";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { KEYS_WITHOUT_PROOF_UNTIL } from "../../../src/domain/taken-until.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { Visitor } from "../visitor.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

async function aResident() {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  const { at } = await visitor.declare(person);
  const send = (body: unknown) => visitor.refusal("POST", `/api/v1/people/${person.id}/credentials`, body);
  return { visitor, person, send, declaredAt: Date.parse(at) };
}

test("four keys with their proofs get four credentials, and the answer says when they were made", async () => {
  const { visitor, person } = await aResident();
  const { body } = await aCredentialsRequest(person.id, 4);
  const before = Date.now();
  const path = `/api/v1/people/${person.id}/credentials`;
  const answer = await visitor.ask<{ credentials: string[]; madeAt: string }>("POST", path, body);
  expect(answer.credentials).toHaveLength(4);
  expect(Date.parse(answer.madeAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(answer.madeAt)).toBeLessThanOrEqual(Date.now());
});

test("a key of somebody else is refused: the sender cannot sign with it", async () => {
  const { person, send } = await aResident();
  const [own, seen] = [(await aCredentialsRequest(person.id)).body, (await aCredentialsRequest("another")).body];
  expect(await send({ ...own, deviceKeys: seen.deviceKeys })).toBe("400 bad_request /possession/signatures/0");
});

test("a proof for another person, of another time, or of another key of the same request is refused", async () => {
  const { person, send } = await aResident();
  const { body } = await aCredentialsRequest(person.id, 2);
  expect(await send((await aCredentialsRequest("another")).body)).toBe("400 bad_request /possession/signatures/0");
  const later = { ...body.possession, at: new Date(Date.now() + 1000).toISOString() };
  expect(await send({ ...body, possession: later })).toBe("400 bad_request /possession/signatures/0");
  const swapped = { ...body.possession, signatures: body.possession.signatures.toReversed() };
  expect(await send({ ...body, possession: swapped })).toBe("400 bad_request /possession/signatures/0");
});

test("proofs are taken for five minutes before and after their time", async () => {
  const { person, send } = await aResident();
  const of = async (ms: number) => (await aCredentialsRequest(person.id, 1, new Date(Date.now() + ms).toISOString())).body;
  expect([await send(await of(-4.9 * MINUTE)), await send(await of(4.9 * MINUTE))]).toEqual(["201", "201"]);
  const late = "400 bad_request /possession/at";
  expect([await send(await of(-5.1 * MINUTE)), await send(await of(5.1 * MINUTE))]).toEqual([late, late]);
});

test("each key needs its proof, and no key may come twice", async () => {
  const { person, send } = await aResident();
  const { body } = await aCredentialsRequest(person.id, 2);
  const [key = "", other = ""] = body.deviceKeys;
  const [signature = ""] = body.possession.signatures;
  const one = { ...body.possession, signatures: [signature] };
  expect(await send({ ...body, possession: one })).toBe("400 bad_request /possession/signatures");
  expect(await send({ ...body, deviceKeys: [key, key] })).toBe("400 bad_request /deviceKeys/1");
  expect(await send({ deviceKeys: [other, key, other] })).toBe("400 bad_request /deviceKeys/2");
});

test("an app of the previous release, which proves nothing, gets credentials for 30 days that it takes for newer than the declaration", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: KEYS_WITHOUT_PROOF_UNTIL - DAY });
  const { visitor, person, send, declaredAt } = await aResident();
  const { deviceKeys } = (await aCredentialsRequest(person.id)).body;
  const path = `/api/v1/people/${person.id}/credentials`;
  const { credentials } = await visitor.ask<{ credentials: string[] }>("POST", path, { deviceKeys });
  const read = readCredential(credentials[0] ?? "");
  if (!read.ok) throw new Error(read.refusal.code);
  expect(read.value.claims.issuedAt).toBeGreaterThanOrEqual(declaredAt);
  vi.setSystemTime(KEYS_WITHOUT_PROOF_UNTIL - 1);
  expect(await send({ deviceKeys })).toBe("201");
  vi.setSystemTime(KEYS_WITHOUT_PROOF_UNTIL);
  expect(await send({ deviceKeys })).toBe("400 bad_request /possession");
  expect(await send((await aCredentialsRequest(person.id)).body)).toBe("201");
});
