/** The words for a person's proof of identity, the missing part, and the next steps. Pure. Source: decision 54. */
import type { Person } from "../../../contract/people.ts";
import { holds, opensRoles } from "../../../domain/identity/proof.ts";
import type { Sentence } from "../../../domain/sentence.ts";

export interface ProofState {
  readonly isComplete: boolean;
  /** The missing part; for a complete proof the checked data. */
  readonly sentence: Sentence;
  /** The steps to the missing part, the easiest first. */
  readonly ways: readonly Sentence[];
  /** Whether the account can ask the authority again itself. */
  readonly asksAgain: boolean;
}

type Answer = Pick<Person["proof"], "answer" | "differs" | "asked">;

interface Gap {
  readonly missing: Sentence;
  readonly ways: readonly Sentence[];
}

const CHECKED: Readonly<Record<Person["proof"]["level"], Sentence>> = {
  holder: { zh: "姓名、证件号码和手机号核对一致。", en: "Name, document number and phone number belong together." },
  in_person: { zh: "管理人员当面看过证件。", en: "Officials have seen the document." },
  document: { zh: "姓名和证件号码核对一致。", en: "Name and document number belong together." },
  earlier: {
    zh: "登记时还没有实名核验，现在照常使用。",
    en: "Registered before identities were checked. Everything works as before.",
  },
  none: { zh: "还没有核验。", en: "Not checked yet." },
};

const IN_PERSON: Sentence = { zh: "带证件到社区当面核验。", en: "Show the document at your community." };
const AGAIN: Sentence = { zh: "点“再次核验”。", en: "Choose “Check again”." };
const BY_ITSELF: Sentence = { zh: "稍后自动再试，不用您做什么。", en: "It is asked again by itself. There is nothing to do." };
const REGISTER_AGAIN: Sentence = {
  zh: "登记时写错了：到“家人”里移除，再照证件登记。",
  en: "If you mistyped it: remove the person under “Family”, then register again.",
};
const IF_RIGHT: Sentence = { zh: "没有写错：带证件到社区当面核验。", en: "If it is right: show the document at your community." };
const CARRIER: Sentence = {
  zh: "到运营商把这个手机号登记到您本人名下，再点“再次核验”。",
  en: "Let your carrier register this number in your name, then choose “Check again”.",
};

/** For the next owner of a phone number. */
const NOT_ME: Sentence = {
  zh: "此人不是您：到“家人”里移除，再登记您自己。",
  en: "If this is not you: remove the person under “Family”, then register yourself.",
};

const NOBODY_ASKED: Gap = {
  missing: { zh: "本地没有接入身份核验机构。", en: "No identity authority is connected here." },
  ways: [IN_PERSON],
};
const OTHER_PHONE: Gap = {
  missing: {
    zh: "手机号与登记的不一致：核验机构登记的是另一个手机号。",
    en: "The phone number does not match: the authority has another one.",
  },
  ways: [CARRIER, IN_PERSON, NOT_ME],
};
/** A login at a provider is the only proof of an account without a phone number that needs no visit. */
const NO_PHONE: Gap = {
  missing: {
    zh: "这个账号没有手机号，核验机构只能核对姓名和证件号码。",
    en: "This account has no phone number: the authority can only check name and document number.",
  },
  ways: [{ zh: "退出登录，再用登录平台登录一次。", en: "Log out, and log in with the login platform again." }, IN_PERSON],
};
const HELD_WITHOUT_PHONE: Sentence = {
  zh: "登录平台核对过姓名和证件号码，这个账号是本人的。",
  en: "The login platform has checked name and document number: the account is this person’s own.",
};
const FROZEN: Gap = {
  missing: {
    zh: "两部手机都说是本人，暂时都不算核验。",
    en: "Two phones both claim to be this person’s. Neither counts as proved for now.",
  },
  ways: [{ zh: "请带证件到社区，由社区核实后认定。", en: "Show the document at your community, which decides." }],
};
const NO_MATCH: Readonly<Record<"name" | "document" | "unnamed", Sentence>> = {
  name: { zh: "这个证件号码登记的是另一个姓名。", en: "Another name is registered with this document number." },
  document: { zh: "这个姓名登记的是另一个证件号码。", en: "Another document number is registered with this name." },
  unnamed: { zh: "姓名与证件号码不一致。", en: "Name and document number do not belong together." },
};

/** The missing part of name and number, by the last answer of the authority. */
function gapOf({ answer, differs, asked }: Answer, isSelf: boolean): Gap {
  if (!asked) return NOBODY_ASKED;
  if (answer === "busy")
    return {
      missing: { zh: "核验机构暂时没有应答。", en: "The identity authority does not answer at the moment." },
      ways: [BY_ITSELF],
    };
  if (answer === "unknown")
    return { missing: { zh: "核验机构查无此人。", en: "The identity authority does not know this person." }, ways: [IN_PERSON] };
  if (answer === "no_match" && differs === "phone") return OTHER_PHONE;
  const named = differs === "name" || differs === "document" ? differs : "unnamed";
  if (answer === "no_match") return { missing: NO_MATCH[named], ways: [REGISTER_AGAIN, IF_RIGHT] };
  return { missing: CHECKED.none, ways: isSelf ? [AGAIN, IN_PERSON] : [IN_PERSON] };
}

/** Only the phone number is missing. */
function phoneGap({ answer, differs, asked }: Answer): Gap {
  if (answer === "no_match" && differs === "phone") return OTHER_PHONE;
  if (asked && answer === "busy")
    return {
      missing: {
        zh: "手机号还没有核对：核验机构暂时没有应答。",
        en: "The phone number is not checked yet: the authority does not answer at the moment.",
      },
      ways: [BY_ITSELF],
    };
  const missing: Sentence = { zh: "手机号还没有核对。", en: "The phone number is not checked yet." };
  return { missing, ways: asked ? [AGAIN, IN_PERSON] : [IN_PERSON] };
}

/** Whether this phone is proved to be the person's own: it decides who else manages them. */
export function isHeld({ relation, proof: { level } }: Pick<Person, "relation" | "proof">): boolean {
  return relation === "self" && opensRoles(level) && holds(level);
}

/** The missing part; null if nobody has to do anything. The proof `earlier` stays until the authority gives another answer. */
function gapAt({ level, endsAt, ...proof }: Person["proof"], isSelf: boolean, hasPhone: boolean): Gap | null {
  if (level === "earlier") return endsAt === null ? null : gapOf(proof, isSelf);
  if (level !== "document" || !isSelf) return null;
  return hasPhone ? phoneGap(proof) : NO_PHONE;
}

/** @param hasPhone whether the account has a phone number: one of a login at a provider may have none */
export function proofState(person: Pick<Person, "relation" | "proof">, hasPhone = true): ProofState {
  const { relation, proof } = person;
  const { level, frozen, asked } = proof;
  const isSelf = relation === "self";
  const gap = frozen ? FROZEN : level === "none" ? gapOf(proof, isSelf) : gapAt(proof, isSelf, hasPhone);
  const asksAgain = isSelf && asked && !frozen && !isHeld(person) && gap !== NO_PHONE;
  if (gap !== null) return { isComplete: false, sentence: gap.missing, ways: gap.ways, asksAgain };
  const isHeldWithoutPhone = isSelf && level === "holder" && !hasPhone;
  return { isComplete: true, sentence: isHeldWithoutPhone ? HELD_WITHOUT_PHONE : CHECKED[level], ways: [], asksAgain };
}
