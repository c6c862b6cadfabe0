/** Reads and writes the order by which one officer of the nation suspends a member at once. docs/trust.md §6. */
import { isReason, MAX_AHEAD_MS, MAX_FILE_BYTES, type Role, type Suspension } from "../../domain/federation/trust-files.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { isIssuerCode } from "../../domain/issuer/issuer.ts";
import type { Fields } from "../status/fields.ts";
import { msOf, secondsOf } from "./read-file.ts";
import { compactFile, signers } from "./signed-file.ts";

export const SUSPENSION_TYPE = "yima-suspension+jwt";

/** An older order is refused: its officer gives a new one. A younger one that comes twice is the same suspension. */
const VALID_MS = 10 * MINUTE_MS;

/** The suspension that an officer orders; null if no officer of the role has signed it now. @param now the reader's clock, ms */
export async function readSuspension(text: string, officers: Role, now: number): Promise<Suspension | null> {
  const file = text.length <= MAX_FILE_BYTES.state ? compactFile(text, SUSPENSION_TYPE) : null;
  const suspension = file && suspensionOf(file.payload, now);
  return suspension && (await signers(file, officers)) > 0 ? suspension : null;
}

function suspensionOf({ code, iat, reason }: Fields, now: number): Suspension | null {
  const at = msOf(iat);
  const isGood = isIssuerCode(code) && isReason(reason);
  return isGood && at !== undefined && at <= now + MAX_AHEAD_MS && at > now - VALID_MS ? { code, at, reason } : null;
}

/** The members of an order. */
export function suspensionMembers({ code, at, reason }: Suspension): Fields {
  return { code, iat: secondsOf(at), reason };
}
