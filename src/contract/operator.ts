/** Signed requests of operators, who have keys and no login: bodies and operations of /api/v1/operator. Source: docs/operate.md. */
import * as z from "zod";
import { MAX_NAME_TEXT } from "../domain/identity/name.ts";
import { administrator, CANDIDATE } from "./administrator.ts";
import { FACT_DAYS, factReceipt, factRequest } from "./fact.ts";
import { DOCUMENT, feature } from "./operation.ts";
import { divisionCode, line, typed, typedPhone } from "./primitives.ts";

const reason = line(200);

/** A request that an operator's key signed. Each operation has its own shape for the act inside. */
const operatorRequest = z.strictObject({ request: z.string().min(1).max(4096) });

/** Appoints or removes an administrator. */
export const administratorAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("appoint"), division: divisionCode, name: typed(MAX_NAME_TEXT), phone: typedPhone, reason }),
  /** Refused for the only administrator of a division: an operator first appoints a successor. */
  z.strictObject({ act: z.literal("remove"), division: divisionCode, phone: typedPhone, reason }),
]);

/** Enters one entry of a list about a person. */
export const factAct = factRequest.extend({ act: z.literal("fact") });

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
      "For operators, without a login. The operator's key signs the request, and each request works once. Appoints an administrator of a division (201) or removes one (204).",
    method: "POST",
    path: "/api/v1/operator/administrators",
    body: operatorRequest,
    answers: { 201: administrator, 204: null },
    problems: [...SIGNED, ...CANDIDATE, "division_unknown", "administrator_not_found", "last_administrator"],
  },
  operateFacts: {
    summary: "Enter a fact by a signed request",
    description:
      "For operators, without a login. The operator's key signs the request, and each request works once. Enters one entry of a list, as `POST /api/v1/facts` does.",
    method: "POST",
    path: "/api/v1/operator/facts",
    body: operatorRequest,
    answers: { 200: factReceipt },
    problems: [...SIGNED, ...DOCUMENT, ...FACT_DAYS, "division_unknown", "too_many_facts"],
  },
});

export type AdministratorAct = z.infer<typeof administratorAct>;
