/** How well it is proved who a person is. */

export const PROOFS = ["none", "earlier", "document", "holder", "in_person"] as const;
export type Proof = (typeof PROOFS)[number];
