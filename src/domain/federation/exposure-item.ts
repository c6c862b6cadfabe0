/** An exposure as an item of a letter, and its withdrawal. No person is named: each issuer finds its own people at the place. Pure. docs/trust.md §10. */
import { checkExposure, type Exposure, EXPOSURE_LEVELS, type ExposureRefusal } from "../exposure/exposure.ts";
import type { IssuerCode } from "../issuer/issuer.ts";
import { HEALTH_REASONS, type HealthReason } from "../proposal/reason.ts";
import { isFromThere, listIn } from "./fact-item.ts";
import type { LetterItem } from "./letter.ts";
import { DIVISION, POINT } from "./pass-item.ts";

/** Times in seconds since 1970. */
export interface ExposureItem extends LetterItem, Omit<Exposure, "place"> {
  readonly place: { readonly division: string; readonly point: string | null };
  readonly from: number;
  readonly until: number;
  /** The reason on which two officers of the sender agreed. */
  readonly basis: HealthReason;
}

/** `exposure`: the `id` of the item that is withdrawn. */
export interface ExposureWithdrawalItem extends LetterItem {
  readonly exposure: string;
  readonly basis: HealthReason;
}

/** @returns null if it has another form */
export function exposureIn({ place, from, until, level, days, basis, ...item }: LetterItem): Exposure | null {
  const [kind, list] = [EXPOSURE_LEVELS.find((one) => one === level), listIn(item)];
  const { division, point } = typeof place === "object" && place !== null ? (place as Record<string, unknown>) : {};
  if (kind === undefined || list === null || !isBasis(basis)) return null;
  if (!isSeconds(from) || !isSeconds(until) || typeof days !== "number") return null;
  if (typeof division !== "string" || !DIVISION.test(division)) return null;
  if (point !== null && (typeof point !== "string" || !POINT.test(point))) return null;
  return { ...list, level: kind, days, place: { division, point, from: from * 1000, until: until * 1000 } };
}

export function exposureWithdrawalIn({ id, exposure, basis }: LetterItem): ExposureWithdrawalItem | null {
  return typeof exposure === "string" && isBasis(basis) ? { id, exposure, basis } : null;
}

/** Why the sender may not say this; null if it may: both the place and the list lie in its region. @param now ms */
export function exposureFault(
  exposure: Exposure,
  from: IssuerCode,
  now: number,
): ExposureRefusal["code"] | "region_foreign" | null {
  if (!isFromThere(exposure, from) || !isFromThere({ source: exposure.place.division }, from)) return "region_foreign";
  const checked = checkExposure(exposure, now);
  return checked.ok ? null : checked.refusal.code;
}

/** The item that says an exposure. @param id its name */
export function exposureItem({ place, ...exposure }: Exposure, id: string, basis: HealthReason): ExposureItem {
  const { division, point, from, until } = place;
  const times = { from: Math.floor(from / 1000), until: Math.ceil(until / 1000) };
  return { id, place: { division, point }, ...times, ...exposure, basis };
}

function isSeconds(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isBasis(value: unknown): value is HealthReason {
  return HEALTH_REASONS.some((one) => one === value);
}
