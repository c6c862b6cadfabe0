/** A person of Guangdong, whose deployment is not that of the nation; and what the gate of a host says of a code. */
import { verifyResponse } from "../../src/contract/verify.ts";
import { declare } from "../../tools/demo.ts";
import { bind, type Member } from "./hubei.ts";
import type { Running } from "./running.ts";

export const GUANGDONG = "guangdong.localhost";
/** A street of Guangzhou. */
const STREET = "440106002";
export const TRAVELLER = {
  phone: "13800000031",
  people: [{ relation: "self", name: "陈广南", number: "440106198503030028" }],
} as const;

export type System = Pick<Running, "visitor">;

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
