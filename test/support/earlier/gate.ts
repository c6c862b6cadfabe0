/** Fills a system with the community of the trial as release f088538 did: its administrator, two points, and a collector who stands at the first. */
import * as z from "zod";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS } from "../../../tools/demo-cast.ts";
import { enrol, type Member, phoneOf, type System, withId } from "./phones.ts";

export const COMMUNITY_PATH = `/api/v1/communities/${COMMUNITY.division}`;

export interface Gate {
  readonly administrator: Member;
  readonly collector: Member;
  /** The id by which the community lists the collector. */
  readonly collectorId: string;
}

export async function fillGate(system: System): Promise<Gate> {
  const collector = await enrol(system, HOSTS.collector, COLLECTOR);
  const administrator = await enrol(system, HOSTS.administrator, ADMINISTRATOR);
  const { visitor } = administrator;
  await visitor.ask("POST", "/local/administrators", z.unknown(), {
    division: COMMUNITY.division,
    phone: ADMINISTRATOR.phone,
  });
  for (const body of POINTS) await visitor.ask("POST", `${COMMUNITY_PATH}/points`, z.unknown(), body);
  const code = await (await phoneOf(system, collector))();
  const { id: collectorId } = await visitor.ask("POST", `${COMMUNITY_PATH}/collectors`, withId, { code });
  await collector.visitor.ask("PUT", `${COMMUNITY_PATH}/post`, z.unknown(), { pointId: POINTS[0].id });
  return { administrator, collector, collectorId };
}
