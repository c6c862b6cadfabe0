/** Passes by codes of other issuers. Only the home of a code knows its holder: the code itself says what a gate may see, and no track here gets the pass. */
import { marksOf } from "../../domain/community/marks.ts";
import type { GatePlace, Use } from "../../domain/community/use.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { risksOf } from "../../storage/areas.ts";
import type { JudgeContext, JudgedPass, VerifiedPass } from "./judged-pass.ts";
import { countForeignUses } from "./uses.ts";

/** The passes of these codes. @param gate the point that registers them; null if nothing is registered */
export async function judgeForeign(
  { env, issuer, secrets, now, later }: JudgeContext,
  passes: readonly VerifiedPass[],
  gate: GatePlace | null,
): Promise<ReadonlyMap<VerifiedPass, JudgedPass>> {
  if (passes.length === 0) return new Map();
  const uses = gate === null ? [] : passes.map((one) => useOf(one, gate, now));
  const [earlier, originRisks] = await Promise.all([
    countForeignUses(env, issuer, secrets, uses),
    risksOf(env, issuer.code, now, later),
  ]);
  return new Map(
    passes.map((one, index) => {
      const { address, flags, proofAt, paper, statusChecked, ...input } = one;
      const before = earlier[index] ?? null;
      const marks = marksOf({ signs: null, second_use: before !== null });
      const use = { proofAt, point: gate?.point ?? null, earlier: before };
      return [
        one,
        {
          input: { ...input, marks, use },
          address,
          flags,
          paper,
          originRisks,
          categories: CATEGORIES,
          signs: null,
          statusChecked,
        },
      ];
    }),
  );
}

/** The use of a code at a gate. */
export function useOf({ id, issuer, handle, proofAt }: VerifiedPass, place: GatePlace, at: number): Use {
  return { pass: id, issuer, handle, proofAt, at, place };
}
