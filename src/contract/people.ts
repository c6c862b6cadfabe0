/** An account and the persons whom it manages: bodies and operations of /api/v1/me and /api/v1/people. All answers mask the data of persons (product.md §3). */
import * as z from "zod";
import { MAX_NUMBER_CHARACTERS } from "../domain/identity/document.ts";
import { MAX_NAME_TEXT } from "../domain/identity/name.ts";
import { category } from "./declaration.ts";
import { DOCUMENT, MANAGER, NAME, feature, PERSON, SESSION } from "./operation.ts";
import { ending, manager, proof } from "./custody/custody.ts";
import { calendarDate, divisionCode, instant, opaqueId, relation, role, sentence, typed } from "./primitives.ts";

/** The types of identity documents by their numbers in product.md §7; domain/identity/document.ts names them. */
export const documentType = z.enum(["10", "14", "15", "16", "20", "34", "99"]);

export const document = z.strictObject({
  type: documentType,
  /** The number of the document, in any usual spelling, with or without a label in front of it. */
  number: typed(MAX_NUMBER_CHARACTERS),
  /** The nationality: ISO 3166-1 alpha-3, or a code of ICAO Doc 9303 for a person without a nationality; only with the types 20 and 99. */
  nationality: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Needed only with a foreign passport. With any other document it may be absent; if the number contains a birth date, both must agree. */
  birthDate: calendarDate.optional(),
});

export const addPersonRequest = z.strictObject({ relation, name: typed(MAX_NAME_TEXT), document });

/** A claim: the request of another account to manage the same person. An account that manages the person answers it. */
export const claim = z.strictObject({ id: opaqueId, maskedPhone: z.string(), relation, at: instant });
export const claimDecision = z.strictObject({ decision: z.enum(["allow", "deny"]) });

export const person = z.strictObject({
  id: opaqueId,
  relation,
  /**
   * `managed`: this account manages the person. `pending`: another account does and has not yet allowed the claim of this account. Then only name and
   * document are shown: the rest is null or empty.
   */
  state: z.enum(["managed", "pending"]),
  maskedName: z.string(),
  documentType,
  maskedDocument: z.string(),
  declaration: z.strictObject({ n: z.int(), at: instant, category }).nullable(),
  /** The last request of a gate for a new declaration; null if none of the last 30 days came after the last declaration, or the claim of this account is pending. */
  redeclaration: z.strictObject({ at: instant, community: z.string(), point: z.string() }).nullable(),
  /** When credentials of the person last lost their validity before their expiry: by a revocation, or because the displayed colours at the address changed. A phone with older credentials fetches new ones. Null: not yet, or the claim of this account is pending. */
  revokedAt: instant.nullable(),
  claims: z.array(claim),
  /** Whether another account made the declaration. */
  declaredByOther: z.boolean(),
  proof,
  /** The other managers, for an account that decides about them: the holder, or without a holder every manager. Otherwise empty. */
  managers: z.array(manager),
  /**
   * Only while the account rests: the identity authority says that the phone number of its own person belongs to somebody else. For all persons of the account
   * no record can be read or sent and no claim be answered. For others than its own person there is no code either, and the fields about declarations are null.
   */
  rests: z.literal(true).optional(),
  /** When and why this account will no longer manage the person; null: it stays. */
  ending: ending.nullable(),
});

export const grant = z.strictObject({ division: divisionCode, name: z.string(), role });

export const me = z.strictObject({
  issuer: z.strictObject({
    code: z.string(),
    name: sentence,
    /** Whether an identity authority is asked about new persons. Without one, they are proved in person only. */
    identityAuthority: z.boolean(),
  }),
  /** The masked phone number; for an account without one, the name of the identity provider where its owner logs in. */
  maskedPhone: z.string(),
  people: z.array(person),
  /** The roles that this login opens: none after a login at an identity provider. */
  grants: z.array(grant),
  /** Only for an account with an office of an administrator: whether this session opens it now. A closed one opens with a login. */
  officeOpen: z.boolean().optional(),
  /** Only after a login at an identity provider: its name, whether the account has roles that this login does not open, and whether it has a phone number. */
  login: z.strictObject({ provider: sentence, closesOffices: z.boolean(), hasPhone: z.boolean() }).optional(),
});

export const PEOPLE = feature("people", {
  me: {
    summary: "The caller's account",
    description:
      "For a login. Lists the persons that the account manages, with their states and open claims, and the divisions where the account has a role.",
    method: "GET",
    path: "/api/v1/me",
    answers: { 200: me },
    problems: [...SESSION],
  },
  addPerson: {
    summary: "Add a person",
    description:
      "For a login. Binds the login to its holder, or adds a child, a parent or another person. The identity authority is asked whether name and number belong together, and for the holder also the phone number: the holder manages at once. Answers 201 if the account now manages the person. Answers 202 if another account manages the person already and must first allow the claim: a repeated request asks again. At most 10 persons per account, and 30 attempts per day.",
    method: "POST",
    path: "/api/v1/people",
    body: addPersonRequest,
    answers: { 201: person, 202: person },
    problems: [
      ...SESSION,
      ...NAME,
      ...DOCUMENT,
      "nationality_unknown",
      "already_managed",
      "self_already_bound",
      "too_many_people",
      "too_many_requests",
      "identity_does_not_match",
      "too_many_claims",
      "person_not_found",
    ],
  },
  removePerson: {
    summary: "Remove a person from the account",
    description:
      "For an account that manages the person or has claimed them. The account no longer manages the person. The data of the person stay. A repeated request is refused with `person_not_found`.",
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
