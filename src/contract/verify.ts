/** Bodies of POST /api/v1/verify. */
import * as z from "zod";
import { codeText, instant } from "./primitives.ts";

export const verifyRequest = z.strictObject({ code: codeText });

export const colour = z.enum(["none", "grey", "green", "yellow", "red", "orange"]);

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
  }),
  z.strictObject({
    valid: z.literal(false),
    refusal: z.looseObject({ code: z.string(), sentence: z.strictObject({ zh: z.string(), en: z.string() }) }),
  }),
]);

export type VerifyResponse = z.infer<typeof verifyResponse>;
export type Colour = z.infer<typeof colour>;
