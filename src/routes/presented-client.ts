/** The client that presents a bearer secret, with what it may do at this moment: asked of the object that owns the right. */
import type { ClientRight } from "../domain/client/client.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../domain/result.ts";
import type { ClientUse, ClientUseRefusal } from "../objects/clients/rpc.ts";
import { clientsOf, type ObjectsEnv } from "../objects/env.ts";
import { readClientBearer } from "../token/secret/client-secret.ts";

export type ClientRefusal = ClientUseRefusal | { readonly code: "client_right_missing" };

/** @param header of `Authorization`. Another issuer's client is unknown here. */
export async function presentedClient(
  env: ObjectsEnv,
  { issuer, now }: { readonly issuer: Issuer; readonly now: number },
  header: string,
  right: ClientRight,
): Promise<Result<ClientUse, ClientRefusal>> {
  const presented = await readClientBearer(header);
  if (presented === null) return refuse({ code: "client_refused" });
  const used = await clientsOf(env, issuer).use(presented.id, presented.secretHash, now);
  if (!used.ok) return used;
  return used.value.rights.includes(right) ? accept(used.value) : refuse({ code: "client_right_missing" });
}
