/** The whole name of a division from the province down. Its code is displayed until the name is loaded. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { COUNTRY, COUNTRY_NAME, parseDivisionCode } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { pathOf } from "../../domain/division/table.ts";
import { tableFor } from "./packs.ts";

export function PlaceName(props: { readonly code: string }): JSX.Element {
  const { code } = props;
  const [name, setName] = useState("");
  useEffect(() => {
    let stands = true;
    const find = async (): Promise<void> => {
      const table = await tableFor("", code).catch(() => null);
      const parsed = parseDivisionCode(code);
      const path = table === null || !parsed.ok ? [] : pathOf(table, parsed.value);
      // A province that is also a city would repeat its name, and 市辖区 is no name of a place.
      if (stands)
        setName(
          path
            .filter((part, index) => part !== path[index - 1] && part !== "市辖区")
            .map(displayName)
            .join(""),
        );
    };
    void find();
    return () => {
      stands = false;
    };
  }, [code]);
  return <>{name === "" ? (code === COUNTRY ? COUNTRY_NAME : code) : name}</>;
}
