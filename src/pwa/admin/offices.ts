/** The divisions where the account is an administrator, and the names of divisions. The server checks the right again at each act. */
import { computed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { Grant } from "../../contract/people.ts";
import { mayAppoint } from "../../domain/administrator/appointment.ts";
import { ancestors, COUNTRY, COUNTRY_NAME, COUNTY_DIGITS, parseDivisionCode } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { type DivisionTable, isPlaceholder } from "../../domain/division/table.ts";
import { me } from "../app/session.ts";
import { namesFor, tableFor } from "../division/packs.ts";
import { wholeName } from "../division/place-name.tsx";

const NONE: readonly Grant[] = [];

export const offices = computed(() => me.value?.grants.filter(({ role }) => role === "administrator") ?? NONE);

/** Whether the account is an administrator of a division above this one, and so may appoint administrators here. */
export function isAbove(division: string): boolean {
  return offices.value.some((office) => mayAppoint(office.division, division).ok);
}

export interface NamedDivision {
  readonly division: string;
  readonly name: string;
}

export interface Names {
  /** The name of the division itself. */
  readonly own: string;
  /** The names of the divisions above it, from the province down; empty until they are loaded. */
  readonly above: readonly string[];
  /** The divisions that exist now one level below, in the order of the division table; empty until they are loaded. */
  readonly below: readonly NamedDivision[];
  /** The name of a division by its code, for the office of an issuer also of another province, then from the province down; the code itself without a loaded name. */
  readonly of: (code: string) => string;
}

/** Loads the names of a division and those around it. The calling component renders again when they are loaded. */
export function useNames(division: string): Names {
  const [table, setTable] = useState<DivisionTable | null>(null);
  /** The counties of the whole country. */
  const [country, setCountry] = useState<DivisionTable | null>(null);
  useEffect(() => {
    let wanted = true;
    // Without the division packs the page shows codes; nothing else on it depends on the names.
    const bring = async (): Promise<void> => {
      const next = await tableFor("", division).catch(() => null);
      if (wanted) setTable(next);
      if (division.length >= COUNTY_DIGITS) return;
      const whole = await namesFor("").catch(() => null);
      if (wanted) setCountry(whole);
    };
    void bring();
    return () => {
      wanted = false;
    };
  }, [division]);
  const nameOf = (code: string): string => {
    const row = table?.row(code);
    if (code === COUNTRY) return COUNTRY_NAME;
    if (row !== undefined) return displayName(row.name);
    const office = offices.value.find((one) => one.division === code);
    if (office !== undefined) return office.name;
    const parsed = parseDivisionCode(code);
    return (country !== null && parsed.ok && wholeName(country, parsed.value)) || code;
  };
  const above = ancestors(division).flatMap((code) => {
    const row = table?.row(code);
    return row === undefined || isPlaceholder(row) ? [] : [displayName(row.name)];
  });
  const below = (table?.children(division === COUNTRY ? "" : division) ?? [])
    .filter((row) => row.validTo === null && !isPlaceholder(row))
    .map(({ code, name }) => ({ division: code, name: displayName(name) }));
  return { below, own: nameOf(division), above, of: nameOf };
}
