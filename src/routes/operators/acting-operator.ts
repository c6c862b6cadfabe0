/** An operator as the one who acts: in proposals and decisions, and in the record of a division, which names the operator in place of an account and an office. */
import type { AccountKey } from "../../domain/access/keys.ts";
import type { Operator } from "../../domain/officer/officer.ts";

const OPERATOR = "operator";

export function actingOperator(operator: string): {
  readonly by: Operator;
  readonly actor: AccountKey;
  readonly office: string;
} {
  return { by: { operator }, actor: `${OPERATOR}/${operator}` as AccountKey, office: OPERATOR };
}
