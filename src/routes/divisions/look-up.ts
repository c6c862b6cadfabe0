/** Look-ups of a person by an administrator who names the person: those that find nobody are counted per office, limited, and recorded as looks of the office. Decision 59. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Purpose } from "../../domain/look/look.ts";
import type { Result } from "../../domain/result.ts";
import { divisionOf, type ObjectsEnv } from "../../objects/env.ts";
import type { OfOffice } from "../env.ts";
import { tellAbove } from "../people/looks.ts";

/**
 * Runs a look-up, unless the office has had too many that found nobody.
 * @param nobody the refusal which says that nobody was found
 */
export async function lookUp<T, R extends { readonly code: string }>(
  env: ObjectsEnv,
  { issuer, now, office, actor }: OfOffice["Variables"],
  purpose: Purpose,
  nobody: R["code"],
  find: () => Promise<Result<T, R>>,
): Promise<Result<T, R | TooManyRequests>> {
  const begun = await divisionOf(env, issuer, office).beginLookUp(now);
  if (!begun.ok) return begun;
  try {
    const found = await find();
    if (!found.ok && found.refusal.code === nobody) {
      const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName: "", purpose, extent: "nobody" } as const;
      await tellAbove(env, issuer, look);
    }
    return found;
  } finally {
    await divisionOf(env, issuer, office).endLookUp(now);
  }
}
