/** Body of what operators ask for: a signed request; and what stands in that of /api/v1/operator/administrators. Source: docs/operate.md. */
import * as z from "zod";
import { divisionCode, line } from "./primitives.ts";

export const operatorRequest = z.strictObject({ request: z.string().min(1).max(4096) });

const phone = z.string().min(5).max(24);
const reason = line(200);

export const operatorAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("appoint"), division: divisionCode, name: line(60), phone, reason }),
  /** Not of the only one that a division has: its successor comes first. */
  z.strictObject({ act: z.literal("remove"), division: divisionCode, phone, reason }),
]);

export type OperatorAct = z.infer<typeof operatorAct>;
