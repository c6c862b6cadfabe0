/** An application as its reviewer sees it, opened. */
import { open } from "../../token/seal.ts";
import type { Secrets } from "../../token/secrets.ts";
import type { ApplicationRow } from "./application-store.ts";
import type { ApplicationText, ApplicationView } from "./rpc.ts";

export async function openApplication(secrets: Secrets, { id, at, why, sealed }: ApplicationRow): Promise<ApplicationView> {
  return { id, at, why, ...(await open<ApplicationText>(secrets, `application/${id}`, sealed)) };
}
