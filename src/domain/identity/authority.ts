/** The port of an identity authority: the question, the answer, and the evidence of an answer. Pure. docs/identity-authority.md describes it for engineers of a city. */
import type { IdentityDocument } from "./document.ts";

export interface AuthorityQuestion {
  readonly name: string;
  readonly document: IdentityDocument;
  /** E.164; absent: the question is about name and number alone. */
  readonly phone?: string;
}

/** The one of name, document and phone that does not belong to the others, if the authority says so. With `phone`, name and number belong together. */
export const DIFFERS = ["name", "document", "phone"] as const;
export type Differs = (typeof DIFFERS)[number];

export type AuthorityAnswer =
  | { readonly answer: "match"; readonly reference: string }
  | { readonly answer: "no_match"; readonly differs: Differs | null; readonly reference: string }
  | { readonly answer: "unknown"; readonly reference: string }
  /** No answer: too many questions, down, too slow, or not in the agreed form. */
  | { readonly answer: "busy"; readonly retryAfterSeconds: number | null };

export interface IdentityAuthority {
  /** The name under which persons see it. */
  readonly name: string;
  /** Never rejects. */
  ask(question: AuthorityQuestion): Promise<AuthorityAnswer>;
}

/** The part of an identity that an answer proves: name, number and phone; name and number; or nothing. */
export type Evidence = "none" | "document" | "holder";

export interface Findings {
  readonly evidence: Evidence;
  readonly answer: AuthorityAnswer;
}

/**
 * Asks about name, number and phone. An authority that says only that they do not belong together is asked again without the phone, so that a new number does
 * not hide that the name is right.
 */
export async function findingsOf(authority: IdentityAuthority, question: AuthorityQuestion): Promise<Findings> {
  const answer = await authority.ask(question);
  if (question.phone === undefined) return { answer, evidence: answer.answer === "match" ? "document" : "none" };
  if (answer.answer === "match") return { answer, evidence: "holder" };
  if (answer.answer !== "no_match" || answer.differs === "name" || answer.differs === "document")
    return { answer, evidence: "none" };
  if (answer.differs === "phone") return { answer, evidence: "document" };
  const { name, document } = question;
  const second = await authority.ask({ name, document });
  if (second.answer === "match") return { answer: { ...answer, differs: "phone" }, evidence: "document" };
  return { answer: second.answer === "busy" ? second : answer, evidence: "none" };
}

/** Whether the authority says that name and number belong together, and that the phone number belongs to another person. */
export function contradictsPhone({ answer, evidence }: Findings): boolean {
  return answer.answer === "no_match" && evidence === "document";
}

/** Whether the authority says that the name does not belong to the number: then nothing is entered. */
export function contradictsName({ answer, evidence }: Findings): boolean {
  return answer.answer === "no_match" && evidence === "none";
}
