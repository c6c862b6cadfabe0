/** Trials, which count how many colours a proposed rule set would change: bodies and operations of /api/v1/rule-sets/{id}/trial. The answers name no person. */
import * as z from "zod";
import { COLOURS } from "../../domain/code/claims.ts";
import { OFFICER, feature } from "../operation.ts";
import { instant } from "../primitives.ts";

const change = { from: z.enum(COLOURS), to: z.enum(COLOURS), persons: z.int() };

export const trialQuery = z.strictObject({
  /** With the code of a county, `moves` lists the communities of this county; without one, the counties. */
  county: z
    .string()
    .regex(/^[1-9]\d{5}$/)
    .optional(),
});

export const trial = z.strictObject({
  state: z.enum(["running", "done", "cancelled"]),
  begunAt: instant,
  finishedAt: instant.nullable(),
  /** The masked phone number of the officer who started it. */
  by: z.string(),
  /** The number of shards (objects with the rows of many persons) that are counted, and of all shards. */
  shards: z.strictObject({ counted: z.int(), all: z.int() }),
  /** The counts of the trial; null unless `state` is `done`. */
  result: z
    .strictObject({
      /** The numbers of persons of the whole region, by present colour and by colour of the rule set on trial. */
      colours: z.array(z.strictObject(change)),
      /** For each row of the rule set: the number of persons whose colour it would decide, and the number of them whose colour would change. */
      rows: z.array(z.strictObject({ row: z.string(), persons: z.int(), changed: z.int() })),
      /** The numbers of persons by division: county, or community of the county in the query. Fewer than five persons with the same change in a community are counted under the code of the county or the region. */
      moves: z.array(z.strictObject({ division: z.string(), ...change })),
    })
    .nullable(),
});

export const TRIALS = feature("rules", {
  startTrial: {
    summary: "Start a trial of a rule set",
    description:
      "For officers of the issuer. Counts in the background the colours that a proposed rule set would give. It changes no colour and names no person. Only one trial runs at a time. A repeated request for the same rule set starts a new run after the first one has ended.",
    method: "POST",
    path: "/api/v1/rule-sets/:id/trial",
    event: "act",
    answers: { 202: trial },
    problems: [...OFFICER, "rule_set_not_found", "trial_running"],
  },
  trial: {
    summary: "A trial of a rule set",
    description:
      "For officers of the issuer. Answers the number of counted shards, and the result when all shards are counted. With `county`, the answer lists the moves by community of that county.",
    method: "GET",
    path: "/api/v1/rule-sets/:id/trial",
    query: trialQuery,
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  },
  cancelTrial: {
    summary: "Cancel a trial",
    description: "For officers of the issuer. Ends a running trial. A finished trial stays as it is.",
    method: "DELETE",
    path: "/api/v1/rule-sets/:id/trial",
    event: "act",
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  },
});

export type Trial = z.infer<typeof trial>;
