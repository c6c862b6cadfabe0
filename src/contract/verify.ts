/** Bodies of POST /api/v1/verify; and the policies of passage, for gates that judge without a network. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { CATEGORIES } from "../domain/declaration/declaration.ts";
import { feature } from "./operation.ts";
import { codeText, divisionCode, instant, sentence } from "./primitives.ts";

/** What a region's policy of passage says of a code at a gate. */
const answer = z.enum(["passes", "does_not_pass", "ask"]);

export const passage = z.strictObject({ answer, row: z.string(), sentence });

/** The risk of a county; `unknown`: nobody has said. */
export const risk = z.enum(["unknown", "low", "medium", "high"]);

const row = z.strictObject({
  name: z.string(),
  colours: z.array(z.enum(COLOURS)).readonly(),
  categories: z.array(z.enum(CATEGORIES)).readonly().optional(),
  originRisks: z.array(risk).readonly().optional(),
  within: z.enum(["province", "city", "county"]).optional(),
  answer,
  sentence,
});

export const passagePolicies = z
  .array(
    z.strictObject({
      id: z.string(),
      region: z.string(),
      validFrom: z.iso.date(),
      rows: z.array(row).readonly(),
      otherwise: row.omit({ colours: true }),
      unsure: row
        .omit({ colours: true })
        .optional()
        .describe("Where the answer depends on the risk of where the holder comes from, which the code does not say."),
    }),
  )
  .readonly();

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

export const VERIFICATIONS = feature("codes", {
  verify: {
    summary: "Check a code",
    description:
      "Open to everybody; at most 240 codes a minute from one network address, without a limit for a client with the right `verify`. A code that is not valid is an answer with its reason, not a problem. Nothing is registered.",
    open: "any_site",
    method: "POST",
    path: "/api/v1/verify",
    body: verifyRequest,
    maxBytes: 2048,
    answers: { 200: verifyResponse },
    problems: ["too_many_requests"],
  },
});

export type VerifyResponse = z.infer<typeof verifyResponse>;
export type Colour = z.infer<typeof colour>;
