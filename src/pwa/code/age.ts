/** When a declaration is old enough to ask for a new one. Pure. Source: screens.md, the states that everybody forgets. */
const DAY_MS = 86_400_000;

export function isOld(declaredAtMs: number, nowMs: number): boolean {
  return nowMs - declaredAtMs > DAY_MS;
}
