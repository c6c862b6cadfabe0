/** Lost passkeys of administrators: two administrators above let a new one be made. Bodies and operations. Source: decision 58. */
import * as z from "zod";
import { DIVISION, feature, OFFICE } from "../operation.ts";
import { instant, line, opaqueId } from "../primitives.ts";

export const administratorPasskeys = z.strictObject({
  /** Whether this deployment asks administrators for passkeys. */
  required: z.boolean(),
  administrators: z.array(
    z.strictObject({
      id: opaqueId,
      phone: z.string(),
      maskedName: z.string(),
      passkeys: z.int(),
      /** The passkeys of the caller, which nobody reports as lost for themselves. */
      own: z.boolean(),
      /** The last report of the last day; `mine`: the caller made it, so that another one must agree. `until`: the end of the permission, null while it waits. */
      loss: z
        .strictObject({ by: z.string(), at: instant, reason: z.string(), mine: z.boolean(), until: instant.nullable() })
        .nullable(),
    }),
  ),
});
export const lossReport = z.strictObject({ reason: line(200) });

const LOSS = `${DIVISION}/administrators/:id/passkey-loss` as const;
const LOSING = [...OFFICE, "officer_not_bound", "own_passkey", "administrator_not_found"] as const;

export const LOST_PASSKEYS = feature("administrators", {
  passkeysOf: {
    summary: "Passkeys of the administrators of a division",
    description:
      "For administrators above the division; in the issuer's own region for its officers. Answers for each administrator the number of passkeys, and the last report that they are lost.",
    method: "GET",
    path: `${DIVISION}/administrators/passkeys`,
    answers: { 200: administratorPasskeys },
    problems: [...OFFICE],
  },
  reportLoss: {
    summary: "Report lost passkeys of an administrator",
    description:
      "For administrators above the division; in the issuer's own region for its officers. Nobody reports the own passkeys, or those of a person who concerns them. A second one must agree within a day.",
    method: "POST",
    path: LOSS,
    event: "act",
    stepUp: true,
    body: lossReport,
    answers: { 204: null },
    problems: LOSING,
  },
  permitPasskey: {
    summary: "Let an administrator make a new passkey",
    description:
      "For a second administrator above the division, by the rule of two persons. Within a day the administrator makes a new passkey, which ends the earlier ones.",
    method: "POST",
    path: `${LOSS}/approvals`,
    event: "act",
    stepUp: true,
    body: lossReport,
    answers: { 204: null },
    problems: [...LOSING, "same_officer", "tied_officers", "loss_not_reported"],
  },
});

export type AdministratorPasskeys = z.infer<typeof administratorPasskeys>;
