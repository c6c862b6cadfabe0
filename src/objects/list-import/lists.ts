/** The two kinds of lists: how a line is read, and where its entry goes. Facts go to the shards of persons, risk levels to the issuer. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { readAreaHeading, readAreaLine } from "../../domain/area/area-line.ts";
import type { AreaEntry } from "../../domain/area/area.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { readFactLine, readHeading } from "../../domain/fact/fact-line.ts";
import { canonicalDocument } from "../../domain/identity/document.ts";
import { maskDocument } from "../../domain/identity/mask.ts";
import { type IssuerCode, shardOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { openSecrets, personKeyOf } from "../../token/secret/secrets.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import type { EntryForecast, FactRow } from "../people/news.ts";
import type { LineRefusal, ListSender } from "./rpc.ts";

/** The result of entering a line: `new` (a new or changed entry), `known` (nothing changed), or the code of a refusal. */
export type EntryOutcome = "new" | "known" | LineRefusal["code"];

export type ReadLine<Entry> = (line: string, now: number) => Promise<Result<Entry, LineRefusal>>;

export interface List<Entry> {
  /** Returns the reader of the lines below this heading of a CSV file; the heading is null for NDJSON. It accepts only the lines that the sender may enter. */
  readonly under: (heading: string | null, sender: ListSender) => Result<ReadLine<Entry>, LineRefusal>;
  /** What an entry is counted by. */
  readonly labelOf: (entry: Entry) => { readonly kind: string; readonly source: string };
  /** Enters entries in order and answers with the result of each. Idempotent. @param shards the number of shards of the issuer's persons @param list the id of the list that enters them */
  readonly enter: (entries: readonly Entry[], shards: number, now: number, list: string) => Promise<readonly EntryOutcome[]>;
  /** What entering them would do. For facts it is known later, when the persons are counted: null. */
  readonly foresee: (entries: readonly Entry[]) => Promise<readonly (EntryForecast | LineRefusal["code"])[] | null>;
}

/** The highest number of calls to shards per alarm: the platform limits the calls of an alarm, and a failed alarm repeats all of them. */
const MAX_CALLS = 256;

/** The highest number of lines per alarm: with more shards than calls, each line may belong to another shard. */
export function factLinesAtOnce(shards: number): number {
  return shards <= MAX_CALLS ? Number.POSITIVE_INFINITY : MAX_CALLS;
}

/** A fact of a file. */
export interface ListedFact {
  readonly person: PersonKey;
  readonly maskedDocument: string;
  readonly fact: FactRow;
}

export function factList(env: ObjectsEnv, issuer: IssuerCode): List<ListedFact> {
  return {
    under(heading, { scope, officer }) {
      const columns = heading === null ? null : readHeading(heading);
      if (columns?.ok === false) return columns;
      const read: ReadLine<ListedFact> = async (text, now) => {
        const line = readFactLine(columns === null ? null : columns.value, text, dateOf(now));
        if (!line.ok) return line;
        const { document, fact } = line.value;
        const exists = await openDivisions(env, { issuer: { code: issuer }, now }).exists(fact.source);
        if (!exists) return refuse({ code: "division_unknown", field: "source" });
        if (!isWithin(fact.source, scope)) return refuse({ code: "outside_scope", field: "source" });
        const secrets = await openSecrets(env.YIMA_MASTER_KEY, issuer);
        const person = await personKeyOf(secrets, canonicalDocument(document));
        if (officer?.concerns.includes(person) === true) return refuse({ code: "own_facts", field: "number" });
        return accept({ person, maskedDocument: maskDocument(document.number), fact });
      };
      return accept(read);
    },
    labelOf: ({ fact: { kind, source } }) => ({ kind, source }),
    async enter(entries, shards, now, list) {
      const outcomes = Array.from<EntryOutcome>({ length: entries.length }).fill("known");
      const byShard = Map.groupBy(entries.entries(), ([, { person }]) => shardOf(person, shards));
      await Promise.all(
        [...byShard].map(async ([shard, some]) => {
          const rows = some.map(([, { person, fact }]) => ({ person, fact }));
          const entered = await peopleShard(env, issuer, shard).enterFacts(rows, now, list);
          for (const [at, [index]] of some.entries()) outcomes[index] = entered[at] ?? "known";
        }),
      );
      return outcomes;
    },
    foresee: () => Promise.resolve(null),
  };
}

export function areaList(env: ObjectsEnv, issuer: IssuerCode): List<AreaEntry> {
  return {
    under(heading, { scope, officer }) {
      const columns = heading === null ? null : readAreaHeading(heading);
      if (columns?.ok === false) return columns;
      const read: ReadLine<AreaEntry> = async (text, now) => {
        const line = readAreaLine(columns === null ? null : columns.value, text, dateOf(now));
        if (!line.ok) return line;
        const divisions = openDivisions(env, { issuer: { code: issuer }, now });
        for (const field of ["division", "source"] as const)
          if (!(await divisions.exists(line.value[field]))) return refuse({ code: "division_unknown", field });
        const field = areaScopeField(officer !== null);
        return isWithin(line.value[field], scope) ? line : refuse({ code: "outside_scope", field });
      };
      return accept(read);
    },
    labelOf: ({ level, source }) => ({ kind: level, source }),
    async enter(entries, shards, now, list) {
      const outcomes = await issuerObjectOf(env, issuer).enterAreas(entries, shards, now, list);
      return outcomes.map((outcome) => (outcome.state === "refused" ? outcome.code : outcome.state));
    },
    foresee: async (entries) => issuerObjectOf(env, issuer).foreseeAreas(entries),
  };
}

/** What must lie in the scope: the county for a client; the list's source for an officer, whose office names the levels of other provinces too. */
export function areaScopeField(byOfficer: boolean): "source" | "division" {
  return byOfficer ? "source" : "division";
}
