/** Waits for what a gate says of a code: what the nation and other issuers publish takes seconds to arrive. */
import { expect } from "vitest";
import { type System, verdict } from "./guangdong.ts";
import { LOADED_MS } from "./patience.ts";

/** Waits until the gate of a host says this of a code. */
export function untilVerdict(system: System, host: string, make: () => Promise<string>, wanted: string): Promise<void> {
  const said = async () => verdict(system, host, await make());
  return expect.poll(said, { timeout: LOADED_MS, interval: 500 }).toBe(wanted);
}
