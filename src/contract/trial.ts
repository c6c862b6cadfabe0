/** Bodies of /api/v1/rule-sets/{id}/trial: how far a trial run has come, and what it counted. Nobody is named. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { OFFICER, feature } from "./operation.ts";
import { instant } from "./primitives.ts";

const change = { from: z.enum(COLOURS), to: z.enum(COLOURS), persons: z.int() };

export const trialQuery = z.strictObject({
  /** Whose communities are asked about; left out, every county. */
  county: z
    .string()
    .regex(/^[1-9]\d{5}$/)
    .optional(),
});

export const trial = z.strictObject({
  state: z.enum(["running", "done", "cancelled"]),
  begunAt: instant,
  finishedAt: instant.nullable(),
  /** The masked phone number of the officer who began it. */
  by: z.string(),
  /** How many were counted, of how many. */
  shards: z.strictObject({ counted: z.int(), all: z.int() }),
  /** Null until it is done. */
  result: z
    .strictObject({
      /** All of the region, by the colour that holds and the one on trial. */
      colours: z.array(z.strictObject(change)),
      /** How many each row of the rule set would give their colour, and to how many of them another one than now. */
      rows: z.array(z.strictObject({ row: z.string(), persons: z.int(), changed: z.int() })),
      /** By county, or by community of the county that was asked about. Fewer than five are counted with the county, or with the region. */
      moves: z.array(z.strictObject({ division: z.string(), ...change })),
    })
    .nullable(),
});

export const TRIALS = feature("rules", {
  startTrial: {
    summary: "Start a trial of a rule set",
    description:
      "For officers of the issuer. Counts in the background which colours a proposed rule set would give. Nobody changes colour, and nobody is named. One trial runs at a time; a repeated request for the same rule set starts it again when it is done.",
    method: "POST",
    path: "/api/v1/rule-sets/:id/trial",
    answers: { 202: trial },
    problems: [...OFFICER, "rule_set_not_found", "trial_running"],
  },
  trial: {
    summary: "A trial of a rule set",
    description:
      "For officers of the issuer. How many shards were counted, and the result when all were. With `county`, the moves are told by the communities of that county.",
    method: "GET",
    path: "/api/v1/rule-sets/:id/trial",
    query: trialQuery,
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  },
  cancelTrial: {
    summary: "Cancel a trial",
    description: "For officers of the issuer. Ends a trial that runs; a finished one stays as it is.",
    method: "DELETE",
    path: "/api/v1/rule-sets/:id/trial",
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  },
});

export type Trial = z.infer<typeof trial>;
