/** Decides whether a login opens the offices of its account: the rights of collectors, administrators and officers. Pure. Source: decisions 53, 58. */
import type { Actor } from "./keys.ts";

/**
 * A login at an identity provider opens an office only with a passkey of the account: a thief of the account there would otherwise get the office too. Every
 * check of a role calls this function. A caller of the previous release sends no `provider`; its logins are all by one-time password.
 */
export function opensOffices({ provider, passkeyAt = 0 }: Pick<Actor, "provider" | "passkeyAt">): boolean {
  return typeof provider !== "string" || passkeyAt > 0;
}
