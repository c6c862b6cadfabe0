/** What other issuers have told of persons of this one. Body and operation of /api/v1/peers. docs/trust.md §10. */
import * as z from "zod";
import { lineCount } from "../list.ts";
import { feature, OFFICER } from "../operation.ts";
import { sentence } from "../primitives.ts";

/** Entries that wait for two officers, also by list and by the division that keeps it. */
export const heldFigures = { lines: z.int(), kinds: z.array(lineCount), sources: z.array(lineCount) };

const peer = z.strictObject({
  code: z.string(),
  name: sentence,
  days: z.array(
    z.strictObject({
      day: z.iso.date().describe("In China."),
      facts: z.int().describe("New entries."),
      refused: z
        .array(z.strictObject({ code: z.string(), items: z.int() }))
        .describe("Items that were refused, also passes, by the code."),
    }),
  ),
  waiting: z.strictObject(heldFigures).nullable(),
});

export const peers = z.strictObject({ peers: z.array(peer) });

export const PEERS = feature("trust", {
  peers: {
    summary: "What other issuers have told",
    description:
      "For officers of the issuer. Lists the issuers that have told of persons of this one in the last 31 days: by day, what was new and what was refused, and what waits for two officers because it was too much for one day.",
    method: "GET",
    path: "/api/v1/peers",
    answers: { 200: peers },
    problems: [...OFFICER],
  },
});

export type Peers = z.infer<typeof peers>;
export type Peer = Peers["peers"][number];
