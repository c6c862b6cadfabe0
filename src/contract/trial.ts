/** Bodies of /api/v1/rule-sets/{id}/trial: how far a trial run has come, and what it counted. Nobody is named. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { OFFICER, operation } from "./operation.ts";
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
  /** The masked phone number of who began it. */
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

export const TRIALS = {
  startTrial: operation({
    method: "POST",
    path: "/api/v1/rule-sets/:id/trial",
    answers: { 202: trial },
    problems: [...OFFICER, "rule_set_not_found", "trial_running"],
  }),
  trial: operation({
    method: "GET",
    path: "/api/v1/rule-sets/:id/trial",
    query: trialQuery,
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  }),
  cancelTrial: operation({
    method: "DELETE",
    path: "/api/v1/rule-sets/:id/trial",
    answers: { 200: trial },
    problems: [...OFFICER, "trial_not_found"],
  }),
};

export type Trial = z.infer<typeof trial>;
