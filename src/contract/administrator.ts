/** Bodies of /api/v1/divisions/{code}/administrators. Source: product.md §4. */
import * as z from "zod";
import { DIVISION, NAME, OFFICE, feature, PHONE, SIGNED } from "./operation.ts";
import { divisionCode, instant, line, opaqueId, operatorRequest } from "./primitives.ts";

const reason = line(200);

export const appointRequest = z.strictObject({ name: line(60), phone: z.string().min(5).max(24), reason });
/** The successor of the administrator whom the path names. */
export const replaceAdministratorRequest = appointRequest;
export const removeAdministratorRequest = z.strictObject({ reason });

export const administrator = z.strictObject({ id: opaqueId, phone: z.string(), maskedName: z.string(), since: instant });

export const administrators = z.strictObject({
  administrators: z.array(administrator),
  /** Appointments and removals, newest first: the office that acted, not the person. */
  appointments: z.array(
    z.strictObject({
      at: instant,
      act: z.enum(["appointed", "removed", "refused", "reopened", "added", "alias"]),
      maskedName: z.string(),
      office: z.string(),
      reason: z.string(),
      /** False where the record was changed in the database. */
      intact: z.boolean(),
    }),
  ),
});

/** The act of an operator's signed request. */
export const operatorAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("appoint"), division: divisionCode, name: line(60), phone: z.string().min(5).max(24), reason }),
  /** Refused for the only administrator of a division: its successor has to be appointed first. */
  z.strictObject({ act: z.literal("remove"), division: divisionCode, phone: z.string().min(5).max(24), reason }),
]);

/** Problems of the name and the phone number of a person to be appointed. */
export const CANDIDATE = [...NAME, ...PHONE, "phone_not_registered", "name_does_not_match"] as const;
const ADMINISTRATOR_PATH = `${DIVISION}/administrators` as const;

export const ADMINISTRATORS = feature("administrators", {
  administrators: {
    summary: "Administrators of a division",
    description:
      "For administrators of the division or above. Those in charge now, and the record of appointments, newest first.",
    method: "GET",
    path: ADMINISTRATOR_PATH,
    answers: { 200: administrators },
    problems: [...OFFICE],
  },
  appoint: {
    summary: "Appoint an administrator",
    description:
      "For administrators above the division. The phone number has to be a login whose holder has this name. Takes effect at once. A person who is in charge already stays so. Failed attempts are limited to 60 in an hour.",
    method: "POST",
    path: ADMINISTRATOR_PATH,
    body: appointRequest,
    answers: { 201: administrator },
    problems: [...OFFICE, ...CANDIDATE, "not_above", "too_many_requests"],
  },
  removeAdministrator: {
    summary: "Remove an administrator",
    description:
      "For administrators above the division. Ends the right at once. The last one of a division cannot be removed, only replaced.",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/removal`,
    body: removeAdministratorRequest,
    answers: { 204: null },
    problems: [...OFFICE, "administrator_not_found", "last_administrator"],
  },
  replaceAdministrator: {
    summary: "Replace an administrator",
    description:
      "For administrators above the division. One leaves and another one comes in a single act, so that the division is never without an administrator.",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/replacement`,
    body: replaceAdministratorRequest,
    answers: { 201: administrator },
    problems: [...OFFICE, ...CANDIDATE, "administrator_not_found", "same_administrator", "too_many_requests"],
  },
  operateAdministrators: {
    summary: "Appoint or remove by a signed request",
    description:
      "For operators, without a login: the act is signed under the master secret, and each request can be used once. Appoints the first administrator of a division (201) or removes one (204).",
    method: "POST",
    path: "/api/v1/operator/administrators",
    body: operatorRequest,
    answers: { 201: administrator, 204: null },
    problems: [...SIGNED, ...CANDIDATE, "division_unknown", "administrator_not_found", "last_administrator"],
  },
});

export type Administrator = z.infer<typeof administrator>;
export type Administrators = z.infer<typeof administrators>;
export type OperatorAct = z.infer<typeof operatorAct>;
