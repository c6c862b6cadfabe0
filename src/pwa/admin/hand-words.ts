/** Who has proposed or decided something: an officer, by the masked phone number, or an operator, by the name of the key. */
import { say } from "../app/say.ts";

export function handWords({ by, byOperator }: { readonly by: string; readonly byOperator: boolean }): string {
  return byOperator ? say(`运维 ${by}`, `operator ${by}`) : by;
}
