/** The key to which others seal for an issuer, so that only it can read a text. docs/trust.md §3, §10. */
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { publishedStatement } from "../../storage/published.ts";
import { sealKeyIn } from "../../token/federation/sealed-content.ts";
import { issuerObjectOf, type ObjectsEnv, trustOfDeployment } from "../env.ts";
import { issuersHere } from "../issuers.ts";

/** By its published statement if it is of this deployment, else by the files of trust. Null: there is no such issuer, or nothing can be sealed for it. */
export async function sealKeyOf(env: ObjectsEnv, code: IssuerCode, now: number): Promise<FileKey | null> {
  if (!(await issuersHere(env)).some((one) => one.code === code))
    return (env.YIMA_TRUST_ROOT ?? "") === "" ? null : trustOfDeployment(env).sealOf(code);
  // An issuer that nobody has visited yet makes its keys now.
  await issuerObjectOf(env, code).jwks(now);
  const text = await publishedStatement(env.PUBLISHED, code);
  return text === null ? null : sealKeyIn(text, code);
}
