/** A second deployment, with its own secret, which knows of the nation only its root and its origin; and what gates of both say of codes. */
import { verifyResponse } from "../../src/contract/verify.ts";
import { declare } from "../../tools/demo.ts";
import { bind, type Member } from "./hubei.ts";
import type { TestNation } from "./nation.ts";
import type { Running } from "./running.ts";

export const GUANGDONG = "guangdong.localhost";
export const GUANGDONG_SECRET = "b3RoZXItbWFzdGVyLWtleS1vdGhlci1tYXN0ZXIta2V";
/** A street of Guangzhou. */
const STREET = "440106002";
const TRAVELLER = {
  phone: "13800000031",
  people: [{ relation: "self", name: "陈广南", number: "440106198503030028" }],
} as const;

export type System = Pick<Running, "visitor">;

/** The settings of the second deployment. @param origin where it looks for the nation */
export function guangdongSettings({ bindings }: TestNation, origin: string): Readonly<Record<string, string>> {
  const issuer = {
    code: "44",
    hosts: [GUANGDONG],
    name: { zh: "广东省", en: "Guangdong" },
    shards: 4,
    credentialsPerPhone: 4,
    credentialLifetimeMinutes: 1440,
    coloursFrom: null,
  };
  const { YIMA_TRUST_ROOT = "" } = bindings;
  return { YIMA_ISSUERS: JSON.stringify([issuer]), YIMA_TRUST_ROOT, YIMA_NATION: origin };
}

/** A person of Guangdong who has declared. */
export async function aTraveller(system: System): Promise<Member> {
  const traveller = await bind(system, TRAVELLER, GUANGDONG);
  await declare(traveller.visitor, { id: traveller.id }, TRAVELLER.phone, STREET);
  return traveller;
}

/** What the gate of a host says of a code. */
export async function verdict(system: System, host: string, code: string): Promise<string> {
  const answer = await system.visitor(host).ask("POST", "/api/v1/verify", verifyResponse, { code });
  return answer.valid ? `valid${answer.statusChecked ? "" : ", status unchecked"}` : answer.refusal.code;
}
