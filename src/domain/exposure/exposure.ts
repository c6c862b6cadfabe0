/** An exposure: at a place a case was present for some time, and who passed there then is a contact. Its bounds, and the entry of each person who was there. Pure. docs/trust.md §10. */
import { addDays, dateOf } from "../china-time.ts";
import type { EntryName, Fact, FactKind } from "../fact/fact.ts";
import { DAY_MS } from "../instant.ts";
import type { IssuerCode } from "../issuer/issuer.ts";
import { accept, refuse, type Result } from "../result.ts";

/** The lists on which a person comes who was there. */
export const EXPOSURE_LEVELS = ["close_contact", "secondary_contact", "potential_contact"] as const satisfies readonly FactKind[];
export type ExposureLevel = (typeof EXPOSURE_LEVELS)[number];

export interface Exposure {
  readonly place: ExposedPlace;
  readonly level: ExposureLevel;
  /** For so many days from the visit on the entry stands. */
  readonly days: number;
  /** The division that keeps the list, and the name of the entry there. */
  readonly source: string;
  readonly reference: string;
}

/** Where, and from when until when, ms; `until` is the first moment after it. */
export interface ExposedPlace {
  /** The community, 12 digits; a street has `000` at its end. */
  readonly division: string;
  /** The name of a collection point there; null: all of them. */
  readonly point: string | null;
  readonly from: number;
  readonly until: number;
}

/** So many persons were registered at the place, by the issuer of their codes. */
export interface VisitorCount {
  readonly issuer: IssuerCode;
  readonly persons: number;
}

export interface ExposureRefusal {
  readonly code: "exposure_reversed" | "exposure_too_long" | "exposure_too_old" | "exposure_ahead" | "exposure_days";
  readonly field: "/from" | "/until" | "/days";
}

/** A case is at a place for hours; a longer time is a typing error that would reach everybody there. */
const MAX_SPAN_MS = 3 * DAY_MS;
/** Passes are kept so long. */
const MAX_AGE_MS = 30 * DAY_MS;
const MAX_DAYS = 30;

export function checkExposure<E extends Exposure>(exposure: E, now: number): Result<E, ExposureRefusal> {
  const { from, until } = exposure.place;
  if (!Number.isInteger(exposure.days) || exposure.days < 1 || exposure.days > MAX_DAYS)
    return refuse({ code: "exposure_days", field: "/days" });
  if (until <= from) return refuse({ code: "exposure_reversed", field: "/until" });
  if (until - from > MAX_SPAN_MS) return refuse({ code: "exposure_too_long", field: "/until" });
  if (from <= now - MAX_AGE_MS) return refuse({ code: "exposure_too_old", field: "/from" });
  return until > now + DAY_MS ? refuse({ code: "exposure_ahead", field: "/until" }) : accept(exposure);
}

/** The entry of a person whose last visit of the place in this time was at `at`, ms. */
export function exposedFact({ level, days, source, reference }: Exposure, at: number): Fact & EntryName {
  const from = dateOf(at);
  return { kind: level, from, until: addDays(from, days), source, reference };
}
