/** The check of a code: body and operation of POST /api/v1/verify. Also the passage policies, for gates that judge without a network. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { FLAGS } from "../domain/code/flags.ts";
import { CATEGORIES } from "../domain/declaration/declaration.ts";
import { feature } from "./operation.ts";
import { codeText, divisionCode, instant, sentence } from "./primitives.ts";

/** The answer of a region's passage policy for one code at one gate. */
export const answer = z.enum(["passes", "does_not_pass", "ask"]);

export const passage = z.strictObject({ answer, row: z.string(), sentence });

/** The risk of a county; `unknown`: the county has no entry. */
export const risk = z.enum(["unknown", "low", "medium", "high"]);

/** Facts about the holder of a code for a gate. With either flag the document must be compared with the holder. */
export const flags = z
  .array(z.enum(FLAGS))
  .readonly()
  .describe("`identity_unchecked`: nobody has proved who the holder is. `other_phone`: the code is on another person's phone.");

const row = z.strictObject({
  name: z.string(),
  colours: z.array(z.enum(COLOURS)).readonly(),
  flags: flags.optional(),
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
        .describe(
          "The answer if it depends on the risk of the holder's place of origin, because the code does not contain that risk.",
        ),
    }),
  )
  .readonly();

export const verifyRequest = z.strictObject({
  code: codeText,
  /** The division of the gate; if absent, the issuer's region. */
  gate: divisionCode.optional(),
});

/** The most codes of one request. */
export const MAX_CODES = 100;

const verifyManyRequest = verifyRequest.omit({ code: true }).extend({ codes: z.array(codeText).min(1).max(MAX_CODES) });

export const colour = z.enum(COLOURS);

export const localColour = z
  .enum([...COLOURS, "unknown"])
  .optional()
  .describe(
    "The colour by which the policy of the place judges a code of another issuer, by the tables of both (docs/trust.md); absent: `colour` itself. `unknown`: there is no way between the tables, and `passage` never answers `passes`.",
  );

/** The reason why a code or a pass was refused; the data of that refusal are further fields. */
export const codeRefusal = z.looseObject({ code: z.string(), sentence });

export const verifyResponse = z.discriminatedUnion("valid", [
  z.strictObject({
    valid: z.literal(true),
    issuer: z.string(),
    kind: z.enum(["live", "paper"]),
    colour,
    localColour,
    flags,
    maskedName: z.string(),
    declaredAt: instant.nullable().describe("The declaration that the code names, usually by its full hour."),
    issuedAt: instant.describe("The time of issue that the code names, usually the full hour before the real one."),
    expiresAt: instant,
    statusChecked: z
      .boolean()
      .describe(
        "Whether the code was looked up in a status list. False if none was available: then the code may be revoked, and `passage` never answers `passes`. Always false for a paper code, whose list is not public.",
      ),
    passage,
  }),
  z.strictObject({
    valid: z.literal(false),
    refusal: codeRefusal,
  }),
]);

const verifyManyResponse = z.strictObject({
  results: z.array(verifyResponse).readonly().describe("One for each code, in the order of the codes."),
});

export const VERIFICATIONS = feature("codes", {
  verify: {
    summary: "Check a code",
    description:
      "Open to everybody. At most 240 codes per minute from one network address; a client with the right `verify` has no limit. An invalid code gets an answer with `valid: false` and the reason, not a problem. The check registers nothing.",
    open: "any_site",
    method: "POST",
    path: "/api/v1/verify",
    body: verifyRequest,
    maxBytes: 2048,
    answers: { 200: verifyResponse },
    problems: ["too_many_requests"],
  },
  verifyMany: {
    summary: "Check up to 100 codes",
    description:
      "Open to everybody. Each code counts for the limit of `POST /api/v1/verify` and gets the answer that it would get there: an invalid one does not affect the others.",
    open: "any_site",
    method: "POST",
    path: "/api/v1/verifications",
    body: verifyManyRequest,
    maxBytes: 65_536,
    answers: { 200: verifyManyResponse },
    problems: ["too_many_requests"],
  },
});

export type VerifyResponse = z.infer<typeof verifyResponse>;
export type Colour = z.infer<typeof colour>;
