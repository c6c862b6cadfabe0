/** A registered pass, made by HTTP requests alone, for tests that need its rows in the storage. */
import { randomUUID } from "node:crypto";
import { passesResponse } from "../../src/contract/pass.ts";
import { COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { liveCodeOf } from "../../tools/demo.ts";
import type { Running } from "./running.ts";

/** The demonstration's resident shows a live code and its collector registers it. Returns the id of the pass. The system must be filled with the demonstration. */
export async function passThrough(running: Running): Promise<string> {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  const collector = running.visitor(HOSTS.collector);
  await collector.logIn(COLLECTOR.phone);
  const id = randomUUID();
  const path = `/api/v1/communities/${COMMUNITY.division}/passes`;
  const body = { passes: [{ id, code: await liveCodeOf(resident) }] };
  const { results } = await collector.ask("POST", path, passesResponse, body);
  const [result] = results;
  if (result?.state !== "registered") throw new Error(`The pass was not registered: ${JSON.stringify(result)}`);
  return id;
}
