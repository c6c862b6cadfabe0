/** The name of an issuer for screens: of this deployment, or of a member of the register. */
import { readConfig } from "../../config.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { believedAmong } from "../../objects/trust/believed-among.ts";
import type { Env } from "../env.ts";

/** Its code if no name is known. */
export async function issuerNameOf(env: Env, code: IssuerCode): Promise<Sentence> {
  const own = readConfig(env).byCode.get(code);
  const named = own ?? (await believedAmong(env.PUBLISHED, [code]))?.issuers.get(code);
  return named?.name ?? { zh: code, en: code };
}
