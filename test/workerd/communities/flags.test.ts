/** The flags of a code in the answer to the gate that registers its pass, also when the request is repeated. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { CodeFlag } from "../../../src/domain/code/flags.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { signingKey } from "../../../src/objects/issuer/signing-key.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { readCredential } from "../../../src/token/code/read-credential.ts";
import { openSecrets } from "../../../src/token/secret/secrets.ts";
import { aPoint, COMMUNITY } from "../builders.ts";
import { anOffice, aResident, type Resident } from "../gate.ts";

const WUHAN = "4201" as IssuerCode;
const BOTH: readonly CodeFlag[] = ["identity_unchecked", "other_phone"];

/** Makes the live codes of a resident's credential, as if it had been issued with these flags. */
async function flagged({ visitor, self }: Resident, flags: readonly CodeFlag[]): Promise<(at: number) => Promise<string>> {
  const { jws, deviceKey } = await visitor.show(self);
  const read = readCredential(jws);
  if (!read.ok) throw new Error(read.refusal.code);
  const { privateKey } = await signingKey(env, await openSecrets(env.YIMA_MASTER_KEY, WUHAN), Date.now());
  const credential = await signCredential({ ...read.value.claims, flags }, privateKey);
  return (at) => liveCode(credential, deviceKey, at);
}

test("the answer for a registered pass has the flags of the code, and the answer to a repeat has them too", async () => {
  const office = await anOffice(COMMUNITY);
  const collector = await aResident("陈守诚", COMMUNITY);
  const point = aPoint("南门");
  await office.ask("POST", office.community("/points"), point);
  await office.ask("POST", office.community("/collectors"), { code: (await collector.visitor.show(collector.self)).digits });
  await collector.visitor.ask("PUT", office.community("/post"), { pointId: point.id });
  const resident = await aResident("尹静姝", COMMUNITY);
  const send = async (id: string, code: string) => {
    const body = { passes: [{ id, code }] };
    return (await collector.visitor.ask<PassesResponse>("POST", office.community("/passes"), body)).results;
  };
  const now = Date.now();
  for (const flags of [[], BOTH]) {
    const id = crypto.randomUUID();
    const code = await flagged(resident, flags);
    const registered = { id, state: "registered", flags, passage: { row: "declared" } };
    expect(await send(id, await code(now))).toMatchObject([registered]);
    expect(await send(id, await code(now - 60_000))).toMatchObject([registered]);
  }
});
