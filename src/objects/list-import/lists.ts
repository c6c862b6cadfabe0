/** The two kinds of lists: how a line is read, and where its entry goes. Facts go to the shards of persons, risk levels to the issuer. */
import { readAreaHeading, readAreaLine } from "../../domain/area/area-line.ts";
import type { AreaEntry } from "../../domain/area/area.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { readFactLine, readHeading } from "../../domain/fact/fact-line.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import { type IssuerCode, shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { openSecrets, personKeyOf } from "../../token/secret/secrets.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import type { FactEntry } from "../people/news.ts";
import type { EntryOutcome, List, ReadLine } from "./import-duty.ts";

/** The highest number of calls to shards per alarm: the platform limits the calls of an alarm, and a failed alarm repeats all of them. */
const MAX_CALLS = 256;

/** The highest number of lines per alarm: with more shards than calls, each line may belong to another shard. */
export function factLinesAtOnce(shards: number): number {
  return shards <= MAX_CALLS ? Number.POSITIVE_INFINITY : MAX_CALLS;
}

export function factList(env: ObjectsEnv, issuer: IssuerCode): List<FactEntry> {
  return {
    under(heading, scope) {
      const columns = heading === null ? null : readHeading(heading);
      if (columns?.ok === false) return columns;
      const read: ReadLine<FactEntry> = async (text, now) => {
        const line = readFactLine(columns === null ? null : columns.value, text, dateOf(now));
        if (!line.ok) return line;
        const { document, fact } = line.value;
        const exists = await openDivisions(env, { issuer: { code: issuer }, now }).exists(fact.source);
        if (!exists) return refuse({ code: "division_unknown", field: "source" });
        if (!isWithin(fact.source, scope)) return refuse({ code: "outside_scope", field: "source" });
        const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer);
        return accept({ person: await personKeyOf(secrets, canonicalDocument(document)), fact });
      };
      return accept(read);
    },
    async enter(entries, shards, now) {
      const outcomes = Array.from<EntryOutcome>({ length: entries.length }).fill("known");
      const byShard = Map.groupBy(entries.entries(), ([, { person }]) => shardOf(person, shards));
      await Promise.all(
        [...byShard].map(async ([shard, some]) => {
          const entered = await peopleShard(env, issuer, shard).enterFacts(
            some.map(([, entry]) => entry),
            now,
          );
          for (const [at, [index]] of some.entries()) outcomes[index] = entered[at] ?? "known";
        }),
      );
      return outcomes;
    },
  };
}

export function areaList(env: ObjectsEnv, issuer: IssuerCode): List<AreaEntry> {
  return {
    under(heading, scope) {
      const columns = heading === null ? null : readAreaHeading(heading);
      if (columns?.ok === false) return columns;
      const read: ReadLine<AreaEntry> = async (text, now) => {
        const line = readAreaLine(columns === null ? null : columns.value, text, dateOf(now));
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
