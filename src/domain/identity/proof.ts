/** The levels of proof of a person's identity, and the rights of each level. Pure. Source: docs/decisions/0054-levels-of-proof.md. */

/**
 * `none`: somebody typed a name and a number. `earlier`: registered by a release without proofs. `document`: the identity authority says that name and number
 * belong together. `holder`: and so does the phone number of the login. `in_person`: two administrators saw the document.
 */
export const PROOFS = ["none", "earlier", "document", "holder", "in_person"] as const;
export type Proof = (typeof PROOFS)[number];

/** How a login is bound to its own person. */
export type Bond = Extract<Proof, "earlier" | "holder" | "in_person">;

/** Whether a login with this bond holds its own person: then no other login decides about them. */
export function holds(bond: Bond | null): boolean {
  return bond === "holder" || bond === "in_person";
}

/** Whether a login whose own person has this proof may have a role: collector, administrator, officer. */
export function opensRoles(proof: Proof): proof is Bond {
  return proof === "earlier" || proof === "holder" || proof === "in_person";
}
