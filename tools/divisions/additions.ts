/** Additions to an edition of the division table, from a JSON file: new divisions, and new data (name, aliases, days of validity, successor) for divisions of the edition. */
import { existsSync, readFileSync } from "node:fs";
import { type DivisionCode, ancestors, parseDivisionCode } from "../../src/domain/division/division.ts";
import type { PackExtra } from "../../src/domain/division/pack.ts";
import type { DivisionRow } from "../../src/domain/division/table.ts";

/** One addition. If the edition has the code, the given fields replace those of the edition; a new code makes a new division, which needs a name. */
export interface Addition extends PackExtra {
  readonly code: string;
  readonly name?: string;
}

/** The additions in a file; none if the file does not exist. */
export function readAdditions(path: string): readonly Addition[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as readonly Addition[]) : [];
}

/** The rows with the additions applied, sorted by level and then by code. Throws on a wrong code, a missing parent, or a new division without a name. */
export function withAdditions(rows: readonly DivisionRow[], additions: readonly Addition[]): readonly DivisionRow[] {
  const byCode = new Map<string, DivisionRow>(rows.map((row) => [row.code, row]));
  for (const { code: text, name, aliases, validFrom, validTo, successor } of additions) {
    const code = parseDivisionCode(text);
    if (!code.ok) throw new Error(`Addition ${text}: not a division code`);
    const missing = ancestors(code.value).find((above) => !byCode.has(above));
    if (missing !== undefined) throw new Error(`Addition ${text}: ${missing} above it is not in the table`);
    const existing = byCode.get(text);
    const finalName = name ?? existing?.name;
    if (finalName === undefined) throw new Error(`Addition ${text}: a new division needs a name`);
    byCode.set(text, {
      code: code.value,
      name: finalName,
      aliases: aliases ?? existing?.aliases ?? [],
      validFrom: validFrom ?? existing?.validFrom ?? null,
      validTo: validTo ?? existing?.validTo ?? null,
      successor: (successor as DivisionCode | undefined) ?? existing?.successor ?? null,
    });
  }
  return [...byCode.values()].toSorted((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}
