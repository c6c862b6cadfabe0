/** Why verifiers leave a member of the register out, or believe an earlier statement of it, in words for the nation's officers. Pure. docs/trust.md §5. */
import type { Sentence } from "../sentence.ts";
import type { LeftOut, SignedStatement } from "./kept-trust.ts";
import type { Member } from "./trust-files.ts";

export const MEMBER_FAULTS = {
  no_statement: {
    zh: "还没有收到声明：它的健康码不被承认。",
    en: "No statement has come: nobody believes its codes.",
  },
  key_gone: {
    zh: "声明由名录里已删除的身份密钥签署：它的健康码不被承认。",
    en: "The register no longer lists the key that signed its statement: nobody believes its codes.",
  },
  expired: { zh: "声明已过期：各地会要求人工核验。", en: "Its statement has expired: gates ask about its codes." },
  rolled_back: { zh: "它又交来一份更旧的声明，没有采用。", en: "It has handed in an older statement, which was left out." },
  forked: {
    zh: "它交来两份编号相同、内容不同的声明，后一份没有采用。",
    en: "It has handed in two statements under one number; the later one was left out.",
  },
  unreadable: { zh: "它交来的声明日期在将来，没有采用。", en: "It has handed in a statement of the future, which was left out." },
} as const satisfies Readonly<Record<"no_statement" | "key_gone" | "expired" | LeftOut, Sentence>>;

export type MemberFault = keyof typeof MEMBER_FAULTS;

/** The fault of a member by its statement in the book; null if verifiers can use it. @param signed null: the book has none */
export function memberFault({ keys }: Member, signed: SignedStatement | null, now: number): MemberFault | null {
  if (signed === null) return "no_statement";
  const { kid, x, y } = signed.key;
  if (!keys.some((key) => key.kid === kid && key.x === x && key.y === y)) return "key_gone";
  return now >= signed.statement.expiresAt ? "expired" : null;
}
