/** A file of risk levels of counties: it goes to the issuer's own object, which tells everybody. */
import type { AreaEntry } from "../../domain/area/area.ts";
import { readAreaHeading, readAreaLine } from "../../domain/area/area-line.ts";
import { isWithin } from "../../domain/division/division.ts";
import { today } from "../../domain/china-time.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { type ObjectsEnv, issuerObjectOf } from "../env.ts";
import type { List, ReadLine } from "./list.ts";

export function areaList(env: ObjectsEnv, issuer: IssuerCode): List<AreaEntry> {
  return {
    under(heading, scope) {
      const columns = heading === null ? null : readAreaHeading(heading);
      if (columns?.ok === false) return columns;
      const read: ReadLine<AreaEntry> = async (text, now) => {
        const line = readAreaLine(columns === null ? null : columns.value, text, today(now));
        if (!line.ok) return line;
        const divisions = openDivisions(env, { issuer: { code: issuer }, now });
        for (const field of ["division", "source"] as const)
          if (!(await divisions.exists(line.value[field]))) return refuse({ code: "division_unknown", field });
        return isWithin(line.value.division, scope) ? line : refuse({ code: "outside_scope", field: "division" });
      };
      return accept(read);
    },
    async enter(entries, shards, now) {
      const outcomes = await issuerObjectOf(env, issuer).enterAreas(entries, shards, now);
      return outcomes.map((outcome) => (outcome.state === "refused" ? outcome.code : outcome.state));
    },
  };
}
