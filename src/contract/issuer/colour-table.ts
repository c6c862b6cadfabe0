/** Tables of colours: their shape, and the files in which issuers publish them. docs/trust.md §12. */
import * as z from "zod";
import { MEANINGS, TABLE_COLOURS } from "../../domain/federation/colour-table.ts";
import { feature } from "../operation.ts";
import { sentence } from "../primitives.ts";

export const colourTable = z.strictObject({
  id: z.string(),
  version: z.int(),
  title: sentence,
  colours: z
    .array(
      z.strictObject({
        colour: z.enum(TABLE_COLOURS),
        means: z
          .array(z.enum(MEANINGS))
          .readonly()
          .describe("What the colour may mean. A gate of another issuer judges by the worst of these."),
      }),
    )
    .readonly()
    .describe("The mildest colour first; each means something worse than the one before."),
});

export const COLOUR_TABLES = feature("trust", {
  colourTables: {
    summary: "Tables of colours of all issuers",
    description:
      "Open to everybody, at most 240 times a minute from one network address. Answers the texts of the tables of colours that this deployment has read: the statement of each issuer names the hash of its own (docs/trust.md). A gate stores them, so that it can judge codes of other issuers without a network.",
    method: "GET",
    path: "/.well-known/trust/colours",
    answers: { 200: z.strictObject({ tables: z.array(z.string()) }) },
    problems: ["too_many_requests"],
  },
  colourTable: {
    summary: "The table of colours of an issuer",
    description:
      "Open to pages of every origin. Answers what the colours of the issuer mean: the text whose hash its statement names (docs/trust.md). `issuer` is the code of an issuer of this deployment.",
    method: "GET",
    path: "/.well-known/trust/colours/:issuer",
    answers: { 200: colourTable },
    problems: ["not_found"],
  },
});
