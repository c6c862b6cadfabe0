/** Bodies of /api/v1/me and /api/v1/people. Everything that leaves about a person is masked (product.md §3). */
import * as z from "zod";
import { category } from "./declaration.ts";
import { DOCUMENT, MANAGER, NAME, feature, PERSON, SESSION } from "./operation.ts";
import { calendarDate, divisionCode, instant, line, opaqueId, role, sentence } from "./primitives.ts";

/** Document types of product.md §7. */
export const documentType = z.enum(["10", "14", "15", "16", "20", "34", "99"]);
export const relation = z.enum(["self", "child", "parent", "other"]);

export const document = z.strictObject({
  type: documentType,
  number: z.string().min(1).max(32),
  /** ISO 3166-1 alpha-3; with type 20 and 99. */
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Where the number does not hold it. */
  birthDate: calendarDate.optional(),
});

export const addPersonRequest = z.strictObject({ relation, name: line(60), document });

/** Another account asks to manage the same person; a manager answers. */
export const claim = z.strictObject({ id: opaqueId, maskedPhone: z.string(), relation, at: instant });
export const claimDecision = z.strictObject({ decision: z.enum(["allow", "deny"]) });

export const person = z.strictObject({
  id: opaqueId,
  relation,
  /** `pending`: another account manages this person and has been asked. */
  state: z.enum(["managed", "pending"]),
  maskedName: z.string(),
  documentType,
  maskedDocument: z.string(),
  declaration: z.strictObject({ n: z.int(), at: instant, category }).nullable(),
  /** The gate that has asked for a new declaration since; null if none has. */
  redeclaration: z.strictObject({ at: instant, community: z.string(), point: z.string() }).nullable(),
  /** The last revocation of credentials that have not expired yet; a phone with older ones asks for new ones. */
  revokedAt: instant.nullable(),
  claims: z.array(claim),
});

export const grant = z.strictObject({ division: divisionCode, name: z.string(), role });

export const me = z.strictObject({
  issuer: z.strictObject({ code: z.string(), name: sentence }),
  maskedPhone: z.string(),
  people: z.array(person),
  grants: z.array(grant),
});

export const PEOPLE = feature("people", {
  me: {
    summary: "The own account",
    description:
      "For a login. The persons that the account manages, with their states and open claims, and the divisions in which it has a role.",
    method: "GET",
    path: "/api/v1/me",
    answers: { 200: me },
    problems: [...SESSION],
  },
  addPerson: {
    summary: "Add a person",
    description:
      "For a login. Binds the holder of the login, or takes on a child, a parent or another person. Answers 201 when the account manages the person, and 202 when another account manages them already and is asked. At most 10 persons for one account.",
    method: "POST",
    path: "/api/v1/people",
    body: addPersonRequest,
    answers: { 201: person, 202: person },
    problems: [
      ...SESSION,
      ...NAME,
      ...DOCUMENT,
      "already_managed",
      "self_already_bound",
      "too_many_people",
      "too_many_requests",
      "name_does_not_match",
      "too_many_claims",
      "person_not_found",
    ],
  },
  removePerson: {
    summary: "Let a person go",
    description:
      "For an account that manages the person or has asked to. The account stops to manage the person; the data of the person stay. A repeated request finds nobody.",
    method: "DELETE",
    path: PERSON,
    answers: { 204: null },
    problems: [...MANAGER],
  },
  answerClaim: {
    summary: "Answer a claim",
    description:
      "For an account that manages the person. Allows or denies the claim of another account to manage the same person.",
    method: "POST",
    path: `${PERSON}/claims/:claim`,
    body: claimDecision,
    answers: { 204: null },
    problems: [...MANAGER, "not_manager", "claim_not_found"],
  },
});

export type AddPersonRequest = z.infer<typeof addPersonRequest>;
export type Claim = z.infer<typeof claim>;
export type ClaimDecision = z.infer<typeof claimDecision>;
export type Person = z.infer<typeof person>;
export type Grant = z.infer<typeof grant>;
export type Me = z.infer<typeof me>;
