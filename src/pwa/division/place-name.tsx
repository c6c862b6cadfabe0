/** The whole name of a division from the province down. Its code is displayed until the name is loaded. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { COUNTRY, COUNTRY_NAME, type DivisionCode, parseDivisionCode } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { type DivisionTable, pathOf } from "../../domain/division/table.ts";
import { tableFor } from "./packs.ts";

/** The names from the province down, as one; empty if the table does not have the division. */
export function wholeName(table: DivisionTable, code: DivisionCode): string {
  const path = pathOf(table, code);
  // A province that is also a city would repeat its name, and 市辖区 is no name of a place.
  return path
    .filter((part, index) => part !== path[index - 1] && part !== "市辖区")
    .map(displayName)
    .join("");
}

export function PlaceName(props: { readonly code: string }): JSX.Element {
  const { code } = props;
  const [name, setName] = useState("");
  useEffect(() => {
    let stands = true;
    const find = async (): Promise<void> => {
      const table = await tableFor("", code).catch(() => null);
      const parsed = parseDivisionCode(code);
      if (stands) setName(table === null || !parsed.ok ? "" : wholeName(table, parsed.value));
    };
    void find();
    return () => {
      stands = false;
    };
  }, [code]);
  return <>{name === "" ? (code === COUNTRY ? COUNTRY_NAME : code) : name}</>;
}
