/** An issuer of this deployment, as its mailboxes find it. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ObjectsEnv } from "../env.ts";
import { type ConfiguredIssuer, issuersHere } from "../issuers.ts";

/** Rejects if it is no issuer of this deployment any more. */
export async function hereOf(env: ObjectsEnv, own: IssuerCode): Promise<ConfiguredIssuer> {
  const issuer = (await issuersHere(env)).find(({ code }) => code === own);
  if (issuer === undefined) throw new Error(`${own} is no issuer of this deployment`);
  return issuer;
}
