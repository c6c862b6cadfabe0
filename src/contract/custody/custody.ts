/** The proof of a person's identity, the other managers of a person, and a change of phone: shapes and operations. */
import * as z from "zod";
import { DIFFERS } from "../../domain/identity/authority.ts";
import { PROOFS } from "../../domain/identity/proof.ts";
import { feature, MANAGER, PERSON } from "../operation.ts";
import { instant, opaqueId, relation } from "../primitives.ts";

/**
 * `none`: somebody typed a name and a number. `earlier`: registered before proofs existed. `document`: the identity authority says that name and number
 * belong together. `holder`: and so does the phone number of this account. `in_person`: two administrators saw the document.
 */
export const proofLevel = z.enum(PROOFS);

export const proof = z.strictObject({
  level: proofLevel,
  /** The time of the last answer and its source: an authority, a provider, or an office. Null and empty without an answer. */
  at: instant.nullable(),
  source: z.string(),
  reference: z.string(),
  /** The last answer of the authority. `busy`: it has not answered yet and is asked again. Null: it was not asked. */
  answer: z.enum(["match", "no_match", "unknown", "busy"]).nullable(),
  /** The one of name, document and phone that does not belong to the others; null if the authority does not say so. */
  differs: z.enum(DIFFERS).nullable(),
  /** The time at which the proof `earlier` ends, because the authority did not confirm it; null: it does not end. */
  endsAt: instant.nullable(),
  /** Two phones contradict each other: no login is proved until the community has decided a case. */
  frozen: z.boolean(),
  /** Whether this issuer has an identity authority. Without one, identities are proved in person. */
  asked: z.boolean(),
});

/** Another account that manages the person. */
export const manager = z.strictObject({
  id: opaqueId,
  /** Empty for a manager of earlier releases. */
  maskedPhone: z.string(),
  relation,
  since: instant,
  /** `asked`: the holder has not yet kept or ended this manager. `replaced`: the holder has another phone now. */
  ending: z.enum(["asked", "replaced"]).nullable(),
  endsAt: instant.nullable(),
});

export const ending = z.strictObject({ at: instant, why: z.enum(["asked", "replaced"]) });

export const managerDecision = z.strictObject({ decision: z.enum(["keep", "end"]) });
export const phoneChangeDecision = z.strictObject({ decision: z.literal("deny") });

export const CUSTODY = feature("people", {
  askForProof: {
    summary: "Ask for the proof again",
    description:
      "For an account whose own person this is. Asks the identity authority about name, number and, if the account has one, its phone number, unless it has answered within the last hour. Answers with the proof.",
    method: "POST",
    path: `${PERSON}/proof`,
    answers: { 200: z.strictObject({ level: proofLevel }) },
    problems: [...MANAGER, "not_manager", "too_many_requests"],
  },
  answerManager: {
    summary: "Keep or end another manager",
    description:
      "For the account that holds the person: the person's own, proved by the identity authority. Managers without an answer end after 7 days.",
    method: "POST",
    path: `${PERSON}/managers/:manager`,
    body: managerDecision,
    answers: { 204: null },
    problems: [...MANAGER, "not_manager", "manager_not_found"],
  },
  denyPhoneChange: {
    summary: "Deny a change of phone",
    description:
      "For the account that held the person until another phone proved the same name and number, within 24 hours. Nobody is proved from then on until the community has decided.",
    method: "POST",
    path: `${PERSON}/phone-change`,
    body: phoneChangeDecision,
    answers: { 204: null },
    problems: [...MANAGER, "not_manager"],
  },
});
