/** Calls an object's alarm method as the runtime does, also when no alarm is set. The types of the RPC interfaces do not have this method. */
import { DurableObject } from "cloudflare:workers";

export async function ringAlarm(object: Rpc.DurableObjectBranded): Promise<void> {
  if (!(object instanceof DurableObject) || object.alarm === undefined) throw new Error("this object has no alarm");
  await object.alarm();
}
