/** The types of a case in test/vectors/colours as the file has it. */
import type { HealthReport } from "../../src/domain/colour/check-ins.ts";
import type { Fact } from "../../src/domain/fact/fact.ts";
import type { DeclarationExtract, Past } from "../../src/domain/colour/record.ts";

/** The type T with the named times as ISO 8601 texts, as in a file, instead of ms since 1970, as in the domain. */
type Timed<T, Times extends keyof T> = Omit<T, Times> & Readonly<Record<Times, string>>;

export interface ColourCase {
  readonly description: string;
  readonly given: {
    readonly now: string;
    readonly declaration: Timed<DeclarationExtract, "at"> | null;
    readonly checkIns: readonly Timed<HealthReport, "at">[];
    readonly facts: readonly Fact[];
    readonly last: (Timed<Past, "at" | "since" | "leftRedAt"> & { readonly leftRedAt: string | null }) | null;
  };
  readonly expect: {
    readonly colour: string;
    readonly row: string;
    readonly since: string;
    readonly until: string | null;
    readonly nextAt: string | null;
  };
}
