/** A case in its form: the words of its questions, and the request or the first field that is missing or wrong. Pure. */
import type { OpenCaseRequest } from "../../../contract/custody/case.ts";
import { type CaseKind, MAX_CASE_REASON } from "../../../domain/custody/case.ts";
import type { Relation } from "../../../domain/custody/custody.ts";
import { checkPhone } from "../../../domain/identity/phone.ts";
import { IDENTITY_SENTENCES } from "../../../domain/identity/refusal-sentence.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { lineFault } from "../../../domain/typing/line.ts";
import { type FieldRefusal, type IdentityDraft, identityOf, NO_IDENTITY } from "../../ui/fields/identity-draft.ts";

export interface CaseDraft extends IdentityDraft {
  /** Each change gives another one: a repeat of the same request opens no second case. */
  readonly id: string;
  readonly kind: CaseKind | null;
  readonly phone: string;
  readonly relation: Relation | null;
  readonly reason: string;
}

export function emptyCase(): CaseDraft {
  return { ...NO_IDENTITY, id: crypto.randomUUID(), kind: null, phone: "", relation: null, reason: "" };
}

/** The situation for each kind. */
export const WHEN: Readonly<Record<CaseKind, Sentence>> = {
  dispute: {
    zh: "别人抢先登记了此人，或两部手机都说是本人。",
    en: "Somebody else registered the person first, or two phones both say that they are the person’s.",
  },
  dead_number: {
    zh: "手机丢了、换号了，或原号已给了别人，新手机又核验不过。",
    en: "The phone is lost, or the number is new or now somebody else’s, and the new phone is not proved.",
  },
  guardian: {
    zh: "老人、孩子等没有手机，要由家人代为申报、出示。",
    en: "Somebody without a phone, such as a grandparent: a relative declares and shows the code.",
  },
};

/** The person's relation to the owner of the phone: answers to "此人是机主的". */
export const RELATION_WORDS: Readonly<Record<Relation, Sentence>> = {
  self: { zh: "本人", en: "The owner themselves" },
  child: { zh: "子女", en: "The owner’s child" },
  parent: { zh: "父母", en: "The owner’s parent" },
  other: { zh: "其他家人", en: "Another relative" },
};

/** The relations that a kind allows. A person without a phone has no login of their own. */
export function relationsFor(kind: CaseKind | null): readonly Relation[] {
  return kind === "guardian" ? ["child", "parent", "other"] : ["self", "child", "parent", "other"];
}

const missing = (field: keyof CaseDraft, zh: string, en: string) =>
  refuse<FieldRefusal>({ code: `${field}_missing`, field, sentence: { zh, en } });

/** The request with normalised name, document and phone, or the first invalid field in the order of the form. `date` is today in China. */
export function caseOf(draft: CaseDraft, date: string): Result<OpenCaseRequest, FieldRefusal> {
  const { id, kind, relation } = draft;
  if (kind === null) return missing("kind", "请选择是哪种情况。", "Choose what has happened.");
  const identity = identityOf(draft, date);
  if (!identity.ok) return identity;
  const phone = checkPhone(draft.phone);
  if (!phone.ok) return refuse({ ...phone.refusal, sentence: IDENTITY_SENTENCES[phone.refusal.code] });
  if (relation === null || !relationsFor(kind).includes(relation))
    return missing("relation", "请选择此人是机主的什么人。", "Choose what the person is to the owner of the phone.");
  const reason = draft.reason.trim();
  // A reason that is too long has its sentence at the field already.
  if (reason === "" || lineFault(reason, MAX_CASE_REASON) !== null)
    return missing("reason", "请写明事由，最多 200 字。", "Write the reason, in at most 200 characters.");
  return accept({ id, kind, ...identity.value, phone: phone.value, relation, reason });
}
