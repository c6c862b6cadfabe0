/** Administrators of a division: bodies and operations of /api/v1/divisions/{division}/administrators, and of the signed requests of operators about administrators. Source: product.md §4. */
import * as z from "zod";
import { MAX_NAME_TEXT } from "../domain/identity/name.ts";
import { proofLevel } from "./custody/custody.ts";
import { DIVISION, NAME, OFFICE, feature, PHONE, SIGNED } from "./operation.ts";
import { divisionCode, instant, line, opaqueId, operatorRequest, typed, typedPhone } from "./primitives.ts";

const reason = line(200);

export const appointRequest = z.strictObject({ name: typed(MAX_NAME_TEXT), phone: typedPhone, reason });
/** The name and phone of the successor of the administrator whose id is in the path. */
export const replaceAdministratorRequest = appointRequest;
export const removeAdministratorRequest = z.strictObject({ reason });

export const administrator = z.strictObject({
  id: opaqueId,
  phone: z.string(),
  maskedName: z.string(),
  /** How the login is proved to be the administrator's own. With `none` and `document` the office rests until it is proved again. Null: an earlier release appointed the login without a person. */
  proof: proofLevel.nullable(),
  since: instant,
});

export const administrators = z.strictObject({
  administrators: z.array(administrator),
  /** The newest 100 recorded acts, newest first: appointments and removals, refused and reopened applications, added communities and aliases. `office` is the division that acted, or `operator`; no field names the acting person. */
  appointments: z.array(
    z.strictObject({
      at: instant,
      act: z.enum(["appointed", "removed", "refused", "reopened", "added", "alias"]),
      maskedName: z.string(),
      office: z.string(),
      reason: z.string(),
      /** False if the chain of hashes is broken at this row: the database was changed. */
      intact: z.boolean(),
    }),
  ),
});

/** The act in a signed request of an operator: appoints or removes an administrator. */
export const operatorAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("appoint"), division: divisionCode, name: typed(MAX_NAME_TEXT), phone: typedPhone, reason }),
  /** Refused for the only administrator of a division: an operator first appoints a successor. */
  z.strictObject({ act: z.literal("remove"), division: divisionCode, phone: typedPhone, reason }),
]);

/** The codes of problems with the name or the phone number of a candidate for administrator. */
export const CANDIDATE = [...NAME, ...PHONE, "phone_not_registered", "name_does_not_match", "not_proved"] as const;
const ADMINISTRATOR_PATH = `${DIVISION}/administrators` as const;

export const ADMINISTRATORS = feature("administrators", {
  administrators: {
    summary: "Administrators of a division",
    description:
      "For administrators of the division or above. Lists the present administrators, and the record of appointments with the newest first.",
    method: "GET",
    path: ADMINISTRATOR_PATH,
    answers: { 200: administrators },
    problems: [...OFFICE],
  },
  appoint: {
    summary: "Appoint an administrator",
    description:
      "For administrators above the division. The phone number must belong to a login whose holder has this name. The appointment takes effect at once. A repeated appointment changes nothing. At most 60 refused candidates per hour.",
    method: "POST",
    path: ADMINISTRATOR_PATH,
    body: appointRequest,
    answers: { 201: administrator },
    problems: [...OFFICE, ...CANDIDATE, "not_above", "too_many_requests"],
  },
  removeAdministrator: {
    summary: "Remove an administrator",
    description:
      "For administrators above the division. The administrator loses the right at once. The last administrator of a division cannot be removed, only replaced.",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/removal`,
    body: removeAdministratorRequest,
    answers: { 204: null },
    problems: [...OFFICE, "administrator_not_found", "last_administrator"],
  },
  replaceAdministrator: {
    summary: "Replace an administrator",
    description:
      "For administrators above the division. One act removes the administrator and appoints the successor, so that the division always has an administrator.",
    method: "POST",
    path: `${ADMINISTRATOR_PATH}/:id/replacement`,
    body: replaceAdministratorRequest,
    answers: { 201: administrator },
    problems: [...OFFICE, ...CANDIDATE, "administrator_not_found", "same_administrator", "too_many_requests"],
  },
  operateAdministrators: {
    summary: "Appoint or remove by a signed request",
    description:
      "For operators, without a login. A key of the master secret signs the request, and each request works once. Appoints an administrator of a division (201) or removes one (204).",
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
