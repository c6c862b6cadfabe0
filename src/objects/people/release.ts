/** Letting go of a person, or of their credentials: within one change of the shard. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { leavePerson } from "./claim.ts";
import type { NotManager } from "./rpc.ts";
import type { Shard } from "./shard.ts";

type Held = Pick<Shard, "persons" | "history" | "looks" | "appeals" | "revocations">;

/** The account no longer manages or claims the person; the last one's going revokes the credentials and hides the past. */
export function releasePerson(shard: Held, person: PersonKey, account: AccountKey, now: number): void {
  if (!leavePerson(shard.persons, person, account, now)) return;
  shard.revocations.revokeLive(person, now);
  shard.history.hide(person);
  shard.looks.hide(person);
  shard.appeals.hide(person);
}

/** Revokes every credential that still stands, for who manages the person. */
export function revokeFor(shard: Held, person: PersonKey, account: AccountKey, now: number): Result<null, NotManager> {
  if (!shard.persons.manages(person, account)) return refuse({ code: "not_manager" });
  shard.revocations.revokeLive(person, now);
  return accept(null);
}
