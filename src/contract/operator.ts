/** Signed requests of operators, who have keys and no login: bodies and operations of /api/v1/operator. Source: docs/operate.md. */
import * as z from "zod";
import { APPOINTMENT_DECISIONS } from "../domain/administrator/appointment.ts";
import { DECISION_ACTS } from "../domain/proposal/proposal.ts";
import { administrator, CANDIDATE, DECIDED_APPOINTMENT, proposedAppointment } from "./administrator.ts";
import { FACT_DAYS } from "./fact.ts";
import { DOCUMENT, feature } from "./operation.ts";
import { instant, sentence } from "./primitives.ts";
import { DECIDED } from "./proposal/decided.ts";
import { proposal } from "./proposal/proposal.ts";

/** A request that an operator's key signed. operator-act.ts has the shapes of the acts inside. */
const operatorRequest = z.strictObject({ request: z.string().min(1).max(4096) });

const hosted = z.strictObject({
  state: z.literal("hosted"),
  origin: z.string().describe("The address of the issuer."),
  application: z.string().describe("Its application to the register, which two officers of the nation decide about."),
});

export const operatorsWaiting = z.strictObject({
  proposals: z.array(proposal),
  appointments: z.array(proposedAppointment.extend({ division: z.string() })),
  hostings: z
    .array(
      z.strictObject({
        code: z.string(),
        host: z.string(),
        name: sentence,
        shards: z.int(),
        coloursFrom: z.string().nullable(),
        providers: z
          .array(z.strictObject({ id: z.string(), issuer: z.string() }))
          .describe("Its identity providers. The second operator gives the whole settings, from their own source."),
        at: instant,
        by: z.string().describe("The operator who has ordered it."),
      }),
    )
    .describe("The orders to host an issuer, at the nation's host only. Each waits for a second operator who orders the same."),
  endings: z
    .array(z.strictObject({ code: z.string(), at: instant, by: z.string().describe("The operator who has ordered it.") }))
    .describe("The orders to end the hosting of an issuer, in the same way."),
});

export const operatorDecision = z.strictObject({ state: z.enum([...DECISION_ACTS, ...APPOINTMENT_DECISIONS]) });

/** The same with room for the identity providers of an issuer. */
const hostingRequest = z.strictObject({ request: z.string().min(1).max(12_288) });

/** The codes of problems with a signed request. */
const SIGNED = [
  "operator_request_refused",
  "operator_request_expired",
  "operator_request_used",
  "operator_key_required",
] as const;

export const OPERATORS = feature("operators", {
  operateAdministrators: {
    summary: "Appoint or remove by a signed request",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Proposes to appoint an administrator of a division (202), until an administrator above or a second operator approves it. In the first set-up of an issuer one operator appoints (201): the first administrator of its region, and within seven days three more. Removes an administrator (204).",
    method: "POST",
    path: "/api/v1/operator/administrators",
    event: "act",
    body: operatorRequest,
    answers: { 201: administrator, 202: proposedAppointment, 204: null },
    problems: [
      ...SIGNED,
      ...CANDIDATE,
      "division_unknown",
      "administrator_not_found",
      "last_administrator",
      "too_many_appointments",
    ],
  },
  operateApplication: {
    summary: "The application of the issuer to the register",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Answers what the register of the nation is to say of the issuer: a compact JWS, signed by the identity key of the issuer (docs/trust.md). Changes nothing: the nation's officers decide about it.",
    method: "POST",
    path: "/api/v1/operator/application",
    event: "act",
    body: operatorRequest,
    answers: { 200: z.strictObject({ application: z.string() }) },
    problems: SIGNED,
  },
  operateHosting: {
    summary: "Host an issuer or end that, by request",
    description:
      "For operators of the nation's deployment, without a login, at the nation's host. The operator's key signs the request, and each request works once. Orders to serve a further issuer on this deployment. It waits for seven days (202), until a second operator orders the same (201). Then the issuer has its keys and its statement, and its hosts are served within a minute; the register does not list it yet. The same order with another name or other identity providers changes these. In the same way two operators end the hosting of an issuer that the register no longer lists (200): its hosts then answer `hosting_ended`, and its data stay. An operator takes their own waiting order back (204).",
    method: "POST",
    path: "/api/v1/operator/issuers",
    event: "act",
    body: hostingRequest,
    answers: {
      200: z.strictObject({ state: z.literal("ended") }),
      201: hosted,
      202: z.strictObject({ state: z.literal("proposed") }),
      204: null,
    },
    problems: [
      ...SIGNED,
      "not_the_nation",
      "division_unknown",
      "host_not_below",
      "issuer_here",
      "issuer_elsewhere",
      "host_taken",
      "provider_without_secret",
      "provider_id_taken",
      "issuer_differs",
      "too_many_hosted",
      "too_many_proposals",
      "issuer_not_hosted",
      "issuer_still_member",
      "proposal_not_found",
    ],
  },
  operateKeys: {
    summary: "Replace leaked signing keys",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Replaces all signing keys of the issuer by a new one at once: every code from before is refused, at the issuer's own gates and elsewhere, and phones fetch new codes when they are opened. One operator can do this, because it takes trust away and gives none. It cannot be undone. Answers the name of the new key.",
    method: "POST",
    path: "/api/v1/operator/keys",
    event: "act",
    body: operatorRequest,
    answers: { 200: z.strictObject({ kid: z.string() }) },
    problems: SIGNED,
  },
  operateFacts: {
    summary: "Propose a fact by a signed request",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Proposes one entry of a list about a person. Nothing changes until an officer or a second operator approves it. It expires after seven days.",
    method: "POST",
    path: "/api/v1/operator/facts",
    event: "act",
    body: operatorRequest,
    answers: { 201: proposal },
    problems: [
      ...SIGNED,
      ...DOCUMENT,
      ...FACT_DAYS,
      "division_unknown",
      "reason_not_health",
      "fact_withdrawn",
      "too_many_facts",
      "too_many_proposals",
    ],
  },
  operatorsWaiting: {
    summary: "What waits for a second operator",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Lists the facts and appointments that operators have proposed and nobody has decided, and at the nation's host the orders to host an issuer.",
    method: "POST",
    path: "/api/v1/operator/waiting",
    event: "act",
    body: operatorRequest,
    answers: { 200: operatorsWaiting },
    problems: [...SIGNED, "division_unknown"],
  },
  operatorsDecide: {
    summary: "Decide a proposal by a signed request",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Approves or refuses a fact that another operator has proposed, or an appointment that another operator or an administrator has proposed; or withdraws the operator's own proposal.",
    method: "POST",
    path: "/api/v1/operator/decisions",
    event: "act",
    body: operatorRequest,
    answers: { 200: operatorDecision },
    problems: [...SIGNED, ...DECIDED, ...DECIDED_APPOINTMENT, "division_unknown"],
  },
});

export type OperatorsWaiting = z.infer<typeof operatorsWaiting>;
