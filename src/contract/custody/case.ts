/** Cases about who manages a person, decided by two administrators at the address: bodies and operations of /api/v1/divisions/{division}/cases. */
import * as z from "zod";
import { CASE_KINDS, MAX_CASE_REASON } from "../../domain/custody/case.ts";
import { MAX_NAME_TEXT } from "../../domain/identity/name.ts";
import { proofLevel } from "./custody.ts";
import { DIVISION, DOCUMENT, feature, NAME, OFFICE, PHONE } from "../operation.ts";
import { document } from "../people.ts";
import { instant, line, relation, senderId, typed, typedPhone } from "../primitives.ts";

const kind = z.enum(CASE_KINDS);

export const openCaseRequest = z.strictObject({
  /** Made by the page, so that a repeat opens no second case. */
  id: senderId,
  kind,
  /** Name and document as the administrator read them on the document. */
  name: typed(MAX_NAME_TEXT),
  document,
  /** The phone number of the login that will manage the person. It must have logged in before. */
  phone: typedPhone,
  /** The person's relation to this login. */
  relation,
  reason: line(MAX_CASE_REASON),
});

/** An account that manages the person now. `loses`: it will not manage the person after the case. */
const presentManager = z.strictObject({ maskedPhone: z.string(), relation, proved: z.boolean(), loses: z.boolean() });

export const waitingCase = z.strictObject({
  id: senderId,
  kind,
  at: instant,
  maskedName: z.string(),
  maskedDocument: z.string(),
  /** The login that will manage the person. */
  maskedPhone: z.string(),
  relation,
  reason: z.string(),
  /** The masked phone number of the administrator who opened the case. */
  openedBy: z.string(),
  openedByMe: z.boolean(),
  /** `withdrawn`: by the administrator who opened the case. */
  state: z.enum(["waiting", "agreed", "refused", "withdrawn"]),
  decidedAt: instant.nullable(),
  /** The masked phone number of the administrator who decided the case; null while it waits. */
  decidedBy: z.string().nullable(),
  /** While the case waits: the proof of the person, whether two phones contradict each other, and who manages the person. */
  proof: proofLevel,
  frozen: z.boolean(),
  managers: z.array(presentManager),
});

export const cases = z.strictObject({ cases: z.array(waitingCase) });
export const caseCount = z.strictObject({ waiting: z.int() });
export const caseDecision = z.strictObject({ decision: z.enum(["agree", "refuse"]) });
export const caseResult = z.strictObject({ state: z.enum(["agreed", "refused", "withdrawn"]) });

const PATH = `${DIVISION}/cases` as const;
const BOUND = ["officer_not_bound", "own_case", "person_not_resident"] as const;

export const CASES = feature("administrators", {
  openCase: {
    summary: "Open a case",
    description:
      "For administrators of the division or above who are proved persons, never about a person whom they manage. The administrator saw the document. The person sees a look. Nothing changes until a second administrator agrees.",
    method: "POST",
    path: PATH,
    event: "act",
    stepUp: true,
    body: openCaseRequest,
    answers: { 201: waitingCase },
    problems: [
      ...OFFICE,
      ...NAME,
      ...DOCUMENT,
      ...PHONE,
      ...BOUND,
      "nationality_unknown",
      "self_already_bound",
      "phone_not_registered",
      "too_many_cases",
      "too_many_requests",
    ],
  },
  cases: {
    summary: "Cases",
    description:
      "For administrators of the division or above. Lists the waiting cases, the oldest first, then the decided ones of the last 30 days.",
    method: "GET",
    path: PATH,
    answers: { 200: cases },
    problems: [...OFFICE],
  },
  countCases: {
    summary: "Count of waiting cases",
    description: "For administrators of the division or above. Counts the cases that wait for a second administrator.",
    method: "GET",
    path: `${PATH}/waiting`,
    answers: { 200: caseCount },
    problems: [...OFFICE],
  },
  decideCase: {
    summary: "Decide a case",
    description:
      "For administrators of the division or above who are proved persons. If another administrator agrees, the named login alone manages the person, with the proof `in_person`, and each login that loses the person gets a message. The second administrator may refuse the case. The first administrator may withdraw it.",
    method: "POST",
    path: `${PATH}/:id`,
    event: "act",
    stepUp: true,
    body: caseDecision,
    answers: { 200: caseResult },
    problems: [
      ...OFFICE,
      ...BOUND,
      "self_already_bound",
      "too_many_people",
      "case_not_found",
      "second_officer",
      "tied_officers",
      "already_managed",
      "too_many_requests",
    ],
  },
});

export type WaitingCase = z.infer<typeof waitingCase>;
export type OpenCaseRequest = z.infer<typeof openCaseRequest>;
