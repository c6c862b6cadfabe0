/** Decides whether a login opens the offices of its account: the rights of collectors, administrators and officers. Pure. Source: decision 53. */
import type { Actor } from "./keys.ts";

/**
 * A login at an identity provider opens no office: a thief of an account there would otherwise get the office too. Every check of a role calls this
 * function. A caller of the previous release sends no `provider`; its logins are all by one-time password.
 */
export function opensOffices({ provider }: Pick<Actor, "provider">): boolean {
  return typeof provider !== "string";
}
