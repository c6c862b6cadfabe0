/** Residents of Hubei whose codes are converted to the nation's in tests: the phone at home, the hand-over, and the request at the nation's host. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { CredentialsResponse } from "../../../src/contract/credential.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { HandoverPurpose } from "../../../src/domain/federation/handover.ts";
import { type IssuerCode, NATION } from "../../../src/domain/issuer/issuer.ts";
import { fromBase64url } from "../../../src/token/code/base64url.ts";
import { handoverText, keysHashOf } from "../../../src/token/code/handover.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { parseCode } from "../../../src/token/code/parse.ts";
import { conversionsKeyOf, openSecrets } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aCredentialsRequest } from "../device-keys.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

export const nation = () => new Visitor("localhost");

/** A resident who has declared in Hubei, with a credential on the phone. */
export async function inHubei(): Promise<{ readonly visitor: Visitor; readonly self: Person; readonly shown: ShownCode }> {
  const visitor = await new Visitor("hubei.localhost").logIn(aPhone());
  const self = await visitor.bind("尹山", aResidentNumber());
  await visitor.declare(self);
  return { visitor, self, shown: await visitor.show(self) };
}

export interface NewKeys {
  readonly deviceKeys: readonly string[];
  readonly privateKeys: readonly CryptoKey[];
}

export async function newKeys(count = 2): Promise<NewKeys> {
  const { privateKeys, body } = await aCredentialsRequest("", count);
  return { privateKeys, deviceKeys: body.deviceKeys };
}

interface Changes {
  readonly target?: IssuerCode;
  readonly purpose?: HandoverPurpose;
  readonly at?: number;
}

/** The request by which a holder has their code converted now. */
export async function aConversion({ jws, deviceKey }: ShownCode, { deviceKeys }: NewKeys, changes: Changes = {}) {
  const { target = NATION, purpose = "convert", at = Date.now() } = changes;
  const code = await liveCode(jws, deviceKey, Date.now());
  const keysHash = await keysHashOf(deviceKeys.map((key) => fromBase64url(key) ?? new Uint8Array()));
  const handover = await handoverText(parsed(code), deviceKey, { target, purpose, keysHash }, at);
  return { code, deviceKeys, handover };
}

export function parsed(code: string) {
  const read = parseCode(code);
  if (!read.ok) throw new Error("not a code");
  return read.value;
}

export const convert = (body: object) => nation().refusal("POST", "/api/v1/conversions", body);

/** The nation's credential of this holder, and its key. */
export async function converted(shown: ShownCode): Promise<ShownCode> {
  const keys = await newKeys(1);
  const path = "/api/v1/conversions";
  const { credentials } = await nation().ask<CredentialsResponse>("POST", path, await aConversion(shown, keys));
  const [jws = "", deviceKey] = [credentials[0], keys.privateKeys[0]];
  if (deviceKey === undefined) throw new Error("no key");
  return { jws, deviceKey, digits: await liveCode(jws, deviceKey, Date.now()) };
}

/** The object of the nation that keeps the conversions of the codes in a list of Hubei. */
export async function objectOf(list: string) {
  const key = await conversionsKeyOf(await openSecrets(env.YIMA_MASTER_KEY, NATION), "42", list);
  return env.CONVERSIONS.getByName(`${NATION}/conversions/${key}`);
}

/** Does what this object has to do now. */
export async function ring(list: string): Promise<void> {
  await runInDurableObject(await objectOf(list), (instance) => ringAlarm(instance));
}
