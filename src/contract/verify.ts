/** Bodies of POST /api/v1/verify. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { passage } from "./passage.ts";
import { codeText, divisionCode, instant, sentence } from "./primitives.ts";

export const verifyRequest = z.strictObject({
  code: codeText,
  /** The division where the gate stands; left out, the issuer's region. */
  gate: divisionCode.optional(),
});

export const colour = z.enum(COLOURS);

/** Why a code or a pass was refused, with the data of its refusal beside. */
export const codeRefusal = z.looseObject({ code: z.string(), sentence });

export const verifyResponse = z.discriminatedUnion("valid", [
  z.strictObject({
    valid: z.literal(true),
    issuer: z.string(),
    kind: z.enum(["live", "paper"]),
    colour,
    maskedName: z.string(),
    declaredAt: instant.nullable(),
    issuedAt: instant,
    expiresAt: instant,
    /** False where no status list was at hand: it may have been revoked. */
    statusChecked: z.boolean(),
    passage,
  }),
  z.strictObject({
    valid: z.literal(false),
    refusal: codeRefusal,
  }),
]);

export type VerifyResponse = z.infer<typeof verifyResponse>;
export type Colour = z.infer<typeof colour>;
