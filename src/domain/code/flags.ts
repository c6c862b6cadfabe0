/** The flags of a code, the flags of a credential, and the time from which credentials carry them. Pure. Source: decision 50. */
import type { Proof } from "../identity/proof.ts";

/** Facts about the holder that a gate needs, in the order of the bits in the claim record. */
export const FLAGS = ["identity_unchecked", "other_phone"] as const;
/**
 * `identity_unchecked`: nobody has proved that name and document belong to the holder. `other_phone`: the phone that shows the code may be
 * another person's: the holder is a dependant, or has not proved that the phone is their own. With either of them the gate compares the document with the holder.
 */
export type CodeFlag = (typeof FLAGS)[number];

/** The time from which a deployment issues flags unless its setting names another: 14 days after the release that reads them (decision 50). */
export const FLAGS_FROM = Date.UTC(2026, 11, 13);

/** The proofs after which the account of a person counts as their own phone. */
const PROVES_PHONE: Readonly<Record<Proof, boolean>> = {
  none: false,
  earlier: true,
  document: false,
  holder: true,
  in_person: true,
};

/**
 * The flags of a credential.
 * @param isSelf whether the account that gets the credential is the person's own; false for a dependant
 */
export function flagsOf({ proof, isSelf }: { readonly proof: Proof; readonly isSelf: boolean }): readonly CodeFlag[] {
  const set = { identity_unchecked: proof === "none", other_phone: !isSelf || !PROVES_PHONE[proof] };
  return FLAGS.filter((flag) => set[flag]);
}
