/** Checks the device keys of a request for credentials: points of the curve, no two the same, and each with a proof that the phone has its private half. */
import { base64url } from "jose";
import type * as z from "zod";
import type { credentialsRequest } from "../../contract/credential.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import { accept, refuse, type Refused, type Result } from "../../domain/result.ts";
import { KEYS_WITHOUT_PROOF_UNTIL } from "../../domain/taken-until.ts";
import { deviceKeyOf } from "../../token/code/device-key.ts";
import { isPossessed } from "../../token/code/possession.ts";

/** Phones correct their clocks by each answer; a request that waits for a slow network is still in time. */
const POSSESSION_WINDOW_MS = 300_000;

type KeyRefusal = { readonly code: "bad_request"; readonly pointer: string };

/** The device keys as points, in their order. @param person the id of the person within the account */
export async function checkDeviceKeys(
  { deviceKeys, possession }: z.infer<typeof credentialsRequest>,
  person: string,
  now: number,
): Promise<Result<readonly Bytes[], KeyRefusal>> {
  const points = deviceKeys.map((key) => base64url.decode(key) as Bytes);
  const keys = await Promise.all(points.map(async (point) => deviceKeyOf(point)));
  for (const [index, key] of deviceKeys.entries())
    if (keys[index] === null || deviceKeys.indexOf(key) !== index) return refused(`/deviceKeys/${index}`);
  if (possession === undefined) return now < KEYS_WITHOUT_PROOF_UNTIL ? accept(points) : refused("/possession");
  const { at, signatures } = possession;
  if (Math.abs(now - Date.parse(at)) > POSSESSION_WINDOW_MS) return refused("/possession/at");
  if (signatures.length !== deviceKeys.length) return refused("/possession/signatures");
  const proofs = await Promise.all(
    deviceKeys.map(async (deviceKey, index) => {
      const [key = null, signature = ""] = [keys[index], signatures[index]];
      return key !== null && (await isPossessed({ person, at, deviceKey }, key, signature));
    }),
  );
  const wrong = proofs.indexOf(false);
  return wrong === -1 ? accept(points) : refused(`/possession/signatures/${wrong}`);
}

function refused(pointer: string): Refused<KeyRefusal> {
  return refuse({ code: "bad_request", pointer });
}
