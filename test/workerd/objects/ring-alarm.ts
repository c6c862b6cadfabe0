/** Calls an object's alarm as the runtime does, whether it is armed or not: callers see no such method. */
import { DurableObject } from "cloudflare:workers";

export async function ringAlarm(object: Rpc.DurableObjectBranded): Promise<void> {
  if (!(object instanceof DurableObject) || object.alarm === undefined) throw new Error("this object has no alarm");
  await object.alarm();
}
