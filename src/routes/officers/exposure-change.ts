/** Turns the request to enter everybody who was at a place, or to withdraw that, into a complete change for a proposal. docs/trust.md §10. */
import type { EXPOSURE } from "../../contract/proposal/decided.ts";
import type { ChangeRequest } from "../../contract/proposal/proposal.ts";
import { isWithin } from "../../domain/division/division.ts";
import { checkExposure } from "../../domain/exposure/exposure.ts";
import { DIVISION as COMMUNITY } from "../../domain/federation/pass-item.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import type { ExposureChange } from "../../domain/proposal/exposure-change.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { communityOf, issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { nameOf } from "../divisions/division-name.ts";
import type { Env, OfIssuer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

type ExposureRequest = Extract<ChangeRequest, { readonly kind: ExposureChange["kind"] }>;
type ExposureProblem = WireRefusal<(typeof EXPOSURE)[number] | "division_unknown" | "outside_scope" | "notice_not_found">;

export async function exposureChangeOf(
  env: Env,
  vars: Pick<OfIssuer["Variables"], "issuer" | "now">,
  request: ExposureRequest,
): Promise<Result<ExposureChange, ExposureProblem>> {
  const { issuer, now } = vars;
  if (request.kind === "exposure_withdrawal") {
    const { proposals } = await issuerObjectOf(env, issuer.code).proposals(now);
    const told = proposals.find(({ id }) => id === request.told);
    if (told?.change.kind !== "exposure_entry") return refuse({ code: "notice_not_found", pointer: "/change/told" });
    return accept({ ...told.change, kind: request.kind, told: request.told });
  }
  const { kind, division, point, from, until, ...list } = request;
  const place = { division, point, from: Date.parse(from), until: Date.parse(until) };
  const checked = checkExposure({ place, ...list }, now);
  if (!checked.ok) return refuse({ code: checked.refusal.code, pointer: `/change${checked.refusal.field}` });
  if (!COMMUNITY.test(division)) return refuse({ code: "exposure_not_a_community", pointer: "/change/division" });
  const divisions = openDivisions(env, vars);
  for (const [field, code] of [
    ["division", division],
    ["source", list.source],
  ] as const) {
    if (!isWithin(code, regionOf(issuer.code))) return refuse({ code: "outside_scope", pointer: `/change/${field}` });
    if (!(await divisions.exists(code))) return refuse({ code: "division_unknown", pointer: `/change/${field}` });
  }
  const visitors = await communityOf(env, issuer, division).visitors(place);
  return accept({ kind, exposure: checked.value, placeName: await nameOf(env, vars, division), visitors });
}
