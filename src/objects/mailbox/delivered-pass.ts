/** A pass of a letter as the track of its holder keeps it. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { PassId } from "../../domain/community/community.ts";
import { divisionOfNumber } from "../../domain/division/division.ts";
import type { PassItem } from "../../domain/federation/pass-item.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Trust } from "../../token/status/trust.ts";
import type { DeliveredPass } from "../people/person/rpc.ts";

export interface Receiver {
  readonly own: IssuerCode;
  readonly from: IssuerCode;
  /** The keys of the own issuer, and those that it publishes no longer. */
  readonly trust: Trust;
  readonly past: Trust;
  readonly handle: CryptoKey;
  readonly now: number;
}

/** @param at the time of the proof, which is that of the visit, ms @param person of the handle, in hex */
export function deliveredPass(
  { place }: Pick<PassItem, "place">,
  colour: CodeColour,
  id: string,
  at: number,
  person: string,
): DeliveredPass {
  const where = { community: divisionOfNumber(place.division), pointName: place.point, latitude: null, longitude: null };
  return { id: id as PassId, at, person: person as PersonKey, colour, ...where };
}
