/** Good requests of an issuer's officers: see acts.ts. */
import type { Proposal } from "../../../src/contract/proposal.ts";
import { aProposal, anOfficer } from "../officer.ts";
import { type About, type Acts, NOTHING } from "./act.ts";

export const OFFICER_ACTS: Acts = {
  "POST /api/v1/proposals": () => ({ body: aProposal() }),
  "POST /api/v1/proposals/:id/approvals": decision,
  "POST /api/v1/proposals/:id/refusals": decision,
};

async function decision(_world: unknown, { role }: About) {
  return { names: { id: role === "city" ? await proposedByAnother() : NOTHING }, body: { note: "已核对" } };
}

async function proposedByAnother(): Promise<string> {
  const { visitor } = await anOfficer();
  return (await visitor.ask<Proposal>("POST", "/api/v1/proposals", aProposal())).id;
}
