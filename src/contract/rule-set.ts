/** Body of GET /api/v1/rule-sets: the rules as they are published, whole, in the format of docs/rule-sets.md. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/colour/facts.ts";
import { sentence } from "./primitives.ts";

const outcome = {
  name: z.string(),
  colour: z.enum(["grey", "green", "yellow", "orange", "red"]),
  cause: z.enum(FACT_KINDS).nullable(),
  reason: sentence,
  lasts: z.unknown(),
  ends: sentence,
  ask: sentence,
};

const ruleSet = z.strictObject({
  id: z.string(),
  issuer: z.string(),
  version: z.int(),
  title: sentence,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  /** `when` is CertLogic. */
  rows: z.array(z.strictObject({ ...outcome, when: z.unknown() })),
  otherwise: z.strictObject(outcome),
});

export const ruleSets = z.strictObject({
  /** The one that decides today; null where none holds. */
  today: z.string().nullable(),
  ruleSets: z.array(ruleSet),
});

export type RuleSets = z.infer<typeof ruleSets>;
