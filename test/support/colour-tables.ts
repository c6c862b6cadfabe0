/** Tables of colours that this program does not ship: Guangdong's of May 2020, and enumerations of vendors. */
import { checkColourTable, type ColourTable } from "../../src/domain/federation/colour-table.ts";
import guangdong from "../vectors/colour-tables/guangdong-2020-05.json" with { type: "json" };
import vendors from "../vectors/colour-tables/vendors.json" with { type: "json" };

export const GUANGDONG = tableIn(guangdong);
export const VENDORS = vendors.map(tableIn);

/** The table in a document. Throws if it has a fault. */
export function tableIn(value: unknown): ColourTable {
  const table = checkColourTable(value);
  if (!table.ok) throw new Error(`${table.refusal.field} ${table.refusal.code}`);
  return table.value;
}
