/** An account claims a person: the entry in the account, the claim in the person's shard, and the consequences of both. For a request, and for a login that proves a person. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Relation } from "../../domain/custody/custody.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { AddPersonRefusal, ManagedPerson } from "../../objects/accounts/rpc.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import type { ClaimRefusal, ClaimState, ProvedBy } from "../../objects/people/custody/rpc.ts";
import type { PersonView } from "../../objects/people/custody/view-rpc.ts";
import type { Identity } from "../../objects/people/person/rpc.ts";
import type { OfIssuer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { forgetSessions } from "../who/sessions.ts";

interface Claimant {
  readonly account: AccountKey;
  readonly maskedPhone: string;
  /** Whether the login is proved to be a person's own. */
  readonly isProved?: boolean;
  /** The former accounts of this account's owner, from changes of phone. */
  readonly replaces?: readonly AccountKey[];
}

export interface PersonClaim {
  readonly person: PersonKey;
  readonly identity: Identity;
  readonly relation: Relation;
  readonly provedBy?: ProvedBy;
}

export type PersonClaimRefusal = AddPersonRefusal | ClaimRefusal | { readonly code: "person_not_found" };

export interface ClaimedPerson {
  readonly entry: Pick<ManagedPerson, "id" | "relation">;
  readonly state: ClaimState;
  readonly view: PersonView;
}

/** @param known the person's entry in the account; without one, the person is added, and removed again if the claim is refused */
export async function claimPerson(
  env: OfIssuer["Bindings"],
  vars: OfIssuer["Variables"],
  { account, ...claimant }: Claimant,
  { person, relation, ...claim }: PersonClaim,
  known?: ManagedPerson,
): Promise<Result<ClaimedPerson, PersonClaimRefusal>> {
  const { issuer, now } = vars;
  const accounts = accountsOf(env, issuer, account);
  const entry = known ?? ({ id: newOpaqueId(), person, relation, confirmed: false, proof: "none" } as const);
  const login = await accounts.phone(account);
  const addition = known === undefined ? await accounts.addPerson(account, entry, now) : accept(known);
  if (!addition.ok) return addition;
  const shard = peopleOf(env, issuer, person);
  const claimed = await shard.claim(
    {
      person,
      account,
      relation,
      ...claimant,
      ...claim,
      ...(login !== null && { phone: login.phone }),
      claimId: newOpaqueId(),
    },
    now,
  );
  const view = claimed.ok ? await shard.view(person, account, now) : null;
  if (!claimed.ok || view === null) {
    if (known === undefined) await accounts.removePerson(account, entry.id);
    return claimed.ok ? refuse({ code: "person_not_found" }) : claimed;
  }
  const { proof, state } = claimed.value;
  if (view.state === "managed") await accounts.confirmPerson(account, entry.id, proof);
  // The login may have roles from now on.
  if (relation === "self") forgetSessions(account);
  return accept({ entry, state, view });
}
