/** The tables of colours that this program ships, beside its rule sets: what an issuer states until its officers have approved another one. docs/trust.md §12. */
import { NATION, type IssuerCode } from "../issuer/issuer.ts";
import { checkColourTable, type ColourTable } from "./colour-table.ts";
import hangzhou from "./colour-tables/hangzhou-2020-02.json" with { type: "json" };
import hubei from "./colour-tables/hubei-2020-02.json" with { type: "json" };
import nation from "./colour-tables/nation-2020-02.json" with { type: "json" };

/** By the code of the issuer by whose rule sets others decide; a faulty one makes the import of this module fail. */
const SHIPPED: ReadonlyMap<string, ColourTable> = new Map(
  Object.entries({ 0: nation, 42: hubei, 3301: hangzhou }).map(([code, data]) => {
    const table = checkColourTable(data);
    if (!table.ok) throw new Error(`${data.id}${table.refusal.field}: ${table.refusal.code}`);
    return [code, table.value];
  }),
);

export const NATION_TABLE: ColourTable = shippedTable(NATION);

/** The table of an issuer without one of its own: that of the city, of the province, or the nation's, as with rule sets. */
export function shippedTable(issuer: IssuerCode): ColourTable {
  const table = SHIPPED.get(issuer) ?? SHIPPED.get(issuer.slice(0, 2)) ?? SHIPPED.get(NATION);
  if (table === undefined) throw new Error("the nation has no table");
  return table;
}
