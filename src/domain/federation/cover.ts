/** Which communities are left to the nation's own codes: those that no member of the register covers. Pure. docs/code-format.md §8, row 12. */
import type { IssuerCode } from "../issuer/issuer.ts";
import { hasSystem } from "../issuer/region.ts";
import type { Sentence } from "../sentence.ts";
import type { Member } from "./trust-files.ts";

/** Why a gate refuses a code of the nation for such a community. */
export const COVERED: Sentence = {
  zh: "对方所在地区已有自己的健康码，请对方改领当地的码。请查验身份证件。",
  en: "The holder's region has its own health code now: ask the holder to get that one. Check the identity document.",
};

/** An issuer as far as it may cover communities. */
interface Covering {
  /** Null: it is believed without the register. */
  readonly membership: Pick<Member, "from" | "until"> | null;
  readonly mode: Member["mode"] | null;
}

/** What a verifier knows of an issuer in the register: undefined if it is none, null if the verifier has not read it yet. */
export type MemberOf = (code: IssuerCode) => Covering | null | undefined;

/** The only codes that a member may have which covers the community, the narrower region first. */
export function coveringCodes(community: string): readonly [city: IssuerCode, province: IssuerCode] {
  return [community.slice(0, 4) as IssuerCode, community.slice(0, 2) as IssuerCode];
}

/** Whether a member covered the community at a moment, ms: the one with the narrower region decides. Null if the verifier does not know it yet. */
export function isCovered(community: string, at: number, memberOf: MemberOf): boolean | null {
  for (const code of coveringCodes(community)) {
    const one = memberOf(code);
    if (one === null) return null;
    const { membership = null, mode = null } = one ?? {};
    if (membership === null || at < membership.from || (membership.until !== null && at >= membership.until)) continue;
    return mode === null || hasSystem({ mode });
  }
  return false;
}
