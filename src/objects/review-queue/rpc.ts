/** What crosses the boundary of a ReviewQueue. */
import type { Risk } from "../../domain/fact/fact.ts";

/** What officers read of an application, sealed at rest. */
export interface QueuedReview {
  /** Of the application, ms. */
  readonly at: number;
  readonly maskedName: string;
  readonly risk: Risk;
  /** 12 digits of the declared address. */
  readonly community: string;
}
