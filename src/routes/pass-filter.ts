/** What a reader of the history asks for by query, as the community understands it. */
import type { PassFilters } from "../contract/history.ts";
import type { PersonKey } from "../domain/access/keys.ts";
import type { PointId } from "../domain/community/community.ts";
import { checkPeriod, type Period, type PeriodRefusal } from "../domain/history/period.ts";
import { type Result, accept, refuse } from "../domain/result.ts";
import type { PassFilter } from "../objects/community/rpc.ts";
import { personReferences } from "../token/secret/person-reference.ts";
import type { Secrets } from "../token/secret/secrets.ts";

export function periodOf({ from, to }: PassFilters, now: number): Result<Period, PeriodRefusal> {
  return checkPeriod({ from: from === undefined ? null : Date.parse(from), to: to === undefined ? null : Date.parse(to) }, now);
}

/** The person of a filter; refuses a reference that was not made for this division. */
export async function personOf(
  secrets: Secrets,
  division: string,
  { person }: PassFilters,
): Promise<Result<PersonKey | null, { readonly code: "bad_request"; readonly pointer: "/person" }>> {
  if (person === undefined) return accept(null);
  const opened = await (await personReferences(secrets, division)).open(person);
  return opened === null ? refuse({ code: "bad_request", pointer: "/person" }) : accept(opened);
}

export function filterOf({ point, collector, colour }: PassFilters, { from }: Period, person: PersonKey | null): PassFilter {
  return { person, point: (point ?? null) as PointId | null, collector: collector ?? null, colour: colour ?? null, from };
}

/** Which field of the query a refusal of the community is about. */
export function pointerOf(code: "point_not_found" | "collector_not_found"): string {
  return code === "point_not_found" ? "/point" : "/collector";
}
