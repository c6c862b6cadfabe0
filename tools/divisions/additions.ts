/** Divisions that an edition does not have, and aliases or ends of those that it has: a JSON list beside the edition. */
import { existsSync, readFileSync } from "node:fs";
import { type DivisionCode, ancestors, parseDivisionCode } from "../../src/domain/division/division.ts";
import type { PackExtra } from "../../src/domain/division/pack.ts";
import type { DivisionRow } from "../../src/domain/division/table.ts";

/** A new division has a name; one of the edition is named by its code alone and gets what is given. */
export interface Addition extends PackExtra {
  readonly code: string;
  readonly name?: string;
}

/** The list in a file; none where there is no such file. */
export function readAdditions(path: string): readonly Addition[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as readonly Addition[]) : [];
}

/** The rows with additions applied, in the order of the edition. Throws on a bad code, a missing parent or a nameless newcomer. */
export function withAdditions(rows: readonly DivisionRow[], additions: readonly Addition[]): readonly DivisionRow[] {
  const byCode = new Map<string, DivisionRow>(rows.map((row) => [row.code, row]));
  for (const { code: text, name, aliases, validFrom, validTo, successor } of additions) {
    const code = parseDivisionCode(text);
    if (!code.ok) throw new Error(`Addition ${text}: not a division code`);
    const missing = ancestors(code.value).find((above) => !byCode.has(above));
    if (missing !== undefined) throw new Error(`Addition ${text}: ${missing} above it is not in the table`);
    const known = byCode.get(text);
    const called = name ?? known?.name;
    if (called === undefined) throw new Error(`Addition ${text}: a new division needs a name`);
    byCode.set(text, {
      code: code.value,
      name: called,
      aliases: aliases ?? known?.aliases ?? [],
      validFrom: validFrom ?? known?.validFrom ?? null,
      validTo: validTo ?? known?.validTo ?? null,
      successor: (successor as DivisionCode | undefined) ?? known?.successor ?? null,
    });
  }
  return [...byCode.values()].toSorted((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
}
