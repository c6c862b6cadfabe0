/** Decides whether a code counts once: a repeat of the same pass, a second use of the same code elsewhere, or two codes of one holder too far apart. Pure. */
import { MINUTE_MS } from "../instant.ts";
import type { Location, PassId, PointId } from "./community.ts";

/** A collection point with its community: the place where a code is used. */
export interface GatePlace {
  /** The code of the community. */
  readonly division: string;
  /** The name of the community. */
  readonly community: string;
  readonly point: PointId;
  /** The name of the point. */
  readonly name: string;
  readonly location: Location | null;
}

/** One use of a code at a gate. Issuer, handle and the time of the proof are its key. */
export interface Use {
  readonly pass: PassId;
  readonly issuer: string;
  /** The handle in the credential, in hex. */
  readonly handle: string;
  /** The time of the phone's proof, ms; of a paper code, which proves nothing, the minute of the scan. */
  readonly proofAt: number;
  /** The time of the registration, ms. */
  readonly at: number;
  readonly place: GatePlace;
}

/** The other use of a code that was used twice, as a gate may see it. */
export interface OtherUse {
  readonly at: number;
  /** The name of the point. */
  readonly point: string;
  /** The name of the community. */
  readonly community: string;
}

/** All scans of one code at one point within this time are one pass. The collector and the number of scans do not matter. */
export const SAME_PASS_MS = MINUTE_MS;

/** The highest speed of a person between two gates, metres per ms: 150 km/h. */
const MAX_SPEED = 150 / 3600;
const EARTH_RADIUS_METRES = 6_371_000;

/**
 * The use among the known ones that a new use contradicts, the latest one first; null if there is none. Also the known uses with the new one. A repeat is
 * compared only with the uses before its first one: the first gate is not to blame for a later copy.
 * @param known uses of the same issuer and handle, in the order in which they were counted
 */
export function countUse(known: readonly Use[], use: Use): { readonly earlier: Use | null; readonly uses: readonly Use[] } {
  // The same pass at another point: its collector had moved, and it was counted at the old point by mistake.
  const right = known.filter(({ pass, place }) => pass !== use.pass || isSamePlace(place, use.place));
  const first = right.findIndex((each) => isSamePass(each, use));
  const counted = right[first] ?? use;
  const before = first === -1 ? right : right.slice(0, first);
  const earlier = before.toReversed().find((each) => contradicts(each, counted)) ?? null;
  return { earlier, uses: first === -1 ? [...right, use] : right };
}

/** The key time of a code's use: of a live code its proof, of a paper code the minute. @param proofTime ms; null on paper */
export function proofAtOf(proofTime: number | null, at: number): number {
  return proofTime ?? Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

export function otherUse({ at, place }: Use): OtherUse {
  return { at, point: place.name, community: place.community };
}

function isSamePass(one: Use, other: Use): boolean {
  return one.proofAt === other.proofAt && isSamePlace(one.place, other.place) && Math.abs(one.at - other.at) <= SAME_PASS_MS;
}

function isSamePlace(one: GatePlace, other: GatePlace): boolean {
  return one.division === other.division && one.point === other.point;
}

/** Whether one person with one phone cannot have made both uses: the same code twice, or two codes at points too far apart. */
function contradicts(one: Use, other: Use): boolean {
  return one.proofAt === other.proofAt || isTooFar(one, other);
}

/** Whether the points are farther apart than 150 km/h allows. The longer of the two times counts, because a gate without a network registers late. False without both places. */
function isTooFar(one: Use, other: Use): boolean {
  const [here, there] = [one.place.location, other.place.location];
  if (here === null || there === null) return false;
  const betweenMs = Math.max(Math.abs(one.at - other.at), Math.abs(one.proofAt - other.proofAt));
  const slackMetres = (here.accuracyMetres ?? 0) + (there.accuracyMetres ?? 0);
  return metresBetween(here, there) - slackMetres > betweenMs * MAX_SPEED;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The great-circle distance (haversine). */
function metresBetween(one: Location, other: Location): number {
  const north = radians(other.latitude - one.latitude);
  const east = radians(other.longitude - one.longitude);
  const part =
    Math.sin(north / 2) ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(part)));
}
