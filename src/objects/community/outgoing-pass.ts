/** A pass on its way to its person's track, as the row has it: what is delivered, and where. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { PassId } from "../../domain/community/community.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { columns } from "../sql.ts";

/** Where the person's track is: a shard of this issuer, by its number, or another issuer, by its code. */
export type Destination = number | IssuerCode;

export interface OutgoingPass {
  readonly seq: number;
  /** Null: there is nothing to deliver, or no more. */
  readonly destination: Destination | null;
  readonly id: PassId;
  readonly person: PersonKey;
  /** The time of the pass, ms. */
  readonly at: number;
  readonly colour: CodeColour;
  readonly pointName: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** The code as it was scanned, in base64url; null for a code of this issuer. */
  readonly proof: string | null;
}

export type RemovedPass = Pick<OutgoingPass, "seq" | "destination">;

/** SQL. */
export const DESTINATION = "COALESCE(shard, CASE WHEN proof IS NOT NULL THEN issuer END)";
export const OUTGOING_PASS = columns<OutgoingPass>({
  seq: "passes.seq",
  destination: DESTINATION,
  id: "passes.id",
  person: "passes.person",
  at: "passes.at",
  colour: "passes.colour",
  pointName: "points.name",
  latitude: "points.latitude",
  longitude: "points.longitude",
  proof: "passes.proof",
});
export const REMOVED_PASS = columns<RemovedPass>({ seq: "seq", destination: DESTINATION });
