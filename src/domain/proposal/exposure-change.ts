/** Changes by which everybody who was at a place becomes a contact: people of this issuer, and by letters those of others who were registered there. docs/trust.md §10. */
import type { Exposure, VisitorCount } from "../exposure/exposure.ts";

export type ExposureChange =
  | ({ readonly kind: "exposure_entry" } & Exposed)
  /** `told`: the proposal by which it was entered. */
  | ({ readonly kind: "exposure_withdrawal"; readonly told: string } & Exposed);

interface Exposed {
  readonly exposure: Exposure;
  /** The name of the community or street at the proposal. */
  readonly placeName: string;
  /** Counted at the proposal. */
  readonly visitors: readonly VisitorCount[];
}
