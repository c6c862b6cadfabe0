/** Counties with each level of risk, for Hangzhou, the only issuer of the suites whose rules use the origin of a person. Tests only. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import type { AreaLevel } from "../../../src/domain/area/area.ts";
import type { Risk } from "../../../src/domain/fact/fact.ts";
import { anArea } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { approve, proposalOf } from "../officers/lists.ts";
import type { Seat } from "./deployment.ts";

const HERE: Readonly<Record<AreaLevel, string>> = { low: "330102", medium: "330105", high: "330106" };
const ELSEWHERE: Readonly<Record<AreaLevel, string>> = { low: "110101", medium: "110102", high: "110105" };

/** A division with this risk, in the issuer's region (`isHere`) or outside it. In the region of another issuer than Hangzhou, which has no levels, it is the seat's address for every risk. */
export function placeOf({ issuer, address }: Seat, isHere: boolean, risk: Risk): string {
  if (!isHere) return ELSEWHERE[risk === "unknown" ? "low" : risk];
  return issuer === "3301" && risk !== "unknown" ? HERE[risk] : address;
}

/** Enters the counties' levels over HTTP, and waits until every shard has them. */
export async function enterLevels({ issuer, host }: Seat): Promise<void> {
  const [first, second] = [await anOfficer(host, issuer), await anOfficer(host, issuer)];
  for (const [level, division] of [...Object.entries(HERE), ...Object.entries(ELSEWHERE)]) {
    const entry = anArea({ division, level, from: "2028-01-01", source: issuer });
    await approve(
      second.visitor,
      await first.visitor.ask<Proposal>("POST", "/api/v1/proposals", proposalOf({ kind: "area_entry", entry })),
      issuer,
    );
  }
  const object = env.ISSUER.getByName(`${issuer}/issuer`);
  const untold = () =>
    runInDurableObject(object, (_, { storage }) => storage.sql.exec("SELECT 1 FROM shard_news").toArray().length);
  while ((await untold()) > 0) await runDurableObjectAlarm(object);
}
