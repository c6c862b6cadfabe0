/** Bodies of /api/v1/proposals and /api/v1/manual-changes: what one officer proposes and another one decides. */
import * as z from "zod";
import { CHANGE_KINDS } from "../domain/proposal/proposal.ts";
import { HEALTH_REASONS } from "../domain/proposal/reason.ts";
import { divisionCode, instant, line } from "./primitives.ts";

const closure = z.strictObject({ division: divisionCode, from: instant, until: instant.nullable() });

const change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("closed_management"), ...closure.shape }),
  z.strictObject({ kind: z.literal("colours_switch"), from: instant }),
]);

/** The domain has the list of reasons. */
export const proposalRequest = z.strictObject({ change, reason: z.string().max(40), evidence: line(500) });

/** What the second officer looked at. */
export const proposalDecision = z.strictObject({ note: line(200) });

export const proposal = z.strictObject({
  id: z.string(),
  change,
  reason: z.enum(HEALTH_REASONS),
  evidence: z.string(),
  at: instant,
  /** The masked phone number of who proposed it. */
  by: z.string(),
  /** Proposed by whoever asks: another officer decides. */
  mine: z.boolean(),
  state: z.enum(["waiting", "expired", "approved", "refused"]),
  expiresAt: instant,
  decision: z.strictObject({ at: instant, by: z.string(), note: z.string() }).nullable(),
});

export const proposals = z.strictObject({
  proposals: z.array(proposal),
  /** Since when colours are shown; null: they are not, until a switch. */
  coloursFrom: instant.nullable(),
  closures: z.array(closure),
});

/** Nobody is named. */
export const manualChanges = z.strictObject({
  changes: z.array(
    z.strictObject({
      /** `YYYY-MM` in China */
      month: z.string(),
      kind: z.enum(CHANGE_KINDS),
      reason: z.enum(HEALTH_REASONS),
      changes: z.int(),
    }),
  ),
});

export type ManualChanges = z.infer<typeof manualChanges>;
export type Proposal = z.infer<typeof proposal>;
export type ProposalChange = z.infer<typeof change>;
export type Proposals = z.infer<typeof proposals>;
