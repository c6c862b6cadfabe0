/** The part of a case that the shard of the person knows: who manages the person, the look that shows it, and the change that two administrators decide. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { hasPart, mayOpen } from "../../../domain/custody/case.ts";
import { bondOf, strongestProof } from "../../../domain/custody/custody.ts";
import { maskName } from "../../../domain/identity/mask.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { seal } from "../../../token/secret/seal.ts";
import type { Declarations } from "../person/history.ts";
import type { Looks } from "../person/looks.ts";
import { ownerOf } from "../person/person-view.ts";
import type { CaseLook, CaseLookResult, CaseSight } from "./case-rpc.ts";
import type { SettleOrder } from "./rpc.ts";
import type { ClaimServices } from "./claim.ts";

interface CaseServices extends ClaimServices {
  readonly history: Declarations;
  readonly looks: Looks;
}

/** Records the look, then answers. A person who was never registered here gets no record. A refusal records nothing. */
export async function lookAtManagers(services: CaseServices, look: CaseLook, now: number): Promise<CaseLookResult> {
  const { custodies, history, looks } = services;
  const { person, office, actor, named } = look;
  const custody = custodies.of(person, now);
  if (custody !== null && hasPart(custody, actor)) return refuse({ code: "own_case" });
  if (!mayOpen(custody, history.latest(person)?.community ?? null, office)) return refuse({ code: "person_not_resident" });
  const purpose = { kind: "case", text: null } as const;
  await looks.note(person, { at: now, office, purpose, extent: "managers", detail: actor });
  return accept(managersOf(services, person, named, now));
}

/** @param named the login that will manage the person */
export function managersOf({ persons, custodies }: ClaimServices, person: PersonKey, named: AccountKey, now: number): CaseSight {
  const custody = custodies.of(person, now);
  if (custody === null) return { maskedName: "", proof: "none", isFrozen: false, managers: [] };
  return {
    maskedName: persons.person(person)?.maskedName ?? "",
    proof: strongestProof(custody),
    isFrozen: custody.frozenAt !== null,
    managers: custody.managers.map((manager) => ({
      maskedPhone: manager.maskedPhone,
      relation: manager.relation,
      proved: bondOf(manager) !== null,
      loses: manager.account !== named,
    })),
  };
}

/** Stores the identity that the administrators saw, and sets the managers. */
export async function settleCase(
  storage: DurableObjectStorage,
  { custodies, checks, secrets }: CaseServices,
  { person, identity, login, by }: SettleOrder,
  now: number,
): Promise<readonly AccountKey[]> {
  const sealedIdentity = await seal(await secrets(), ownerOf(person), identity);
  return storage.transactionSync(() => {
    const losers = custodies.settle(person, login, { sealedIdentity, maskedName: maskName(identity.name) }, now);
    checks.noteProof(person, login.account, by, now);
    return losers;
  });
}
