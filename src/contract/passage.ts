/** What a region's policy says of a code at a gate, and the policies themselves, for gates that judge without a network. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { CATEGORIES } from "../domain/declaration/declaration.ts";
import { sentence } from "./primitives.ts";

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
