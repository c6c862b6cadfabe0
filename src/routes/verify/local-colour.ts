/** The colour by which the policies of this issuer judge a code of another one: both tables are in the memory of the isolate, and own codes need neither. */
import type { Claims } from "../../domain/code/claims.ts";
import { type ColourTable, converted, type LocalColour } from "../../domain/federation/colour-table.ts";
import { tableOf } from "../../storage/colour-tables.ts";
import type { Trust } from "../../token/status/trust.ts";
import { trustOf, type Verifier } from "./trust.ts";

type Coloured = Pick<Claims, "issuer" | "colour">;

/** Absent: the colour itself. */
export interface Converted {
  readonly localColour?: LocalColour;
}

const AS_IT_STANDS: Converted = {};
/** For a request without codes of other issuers, which is nearly every one. */
const asTheyStand = (): Converted => AS_IT_STANDS;

/** What judges the colours of the codes of one request. Synchronous if there is no code of another issuer, or this isolate has the table of its own issuer. */
export function convertsColours(
  verifier: Verifier,
  codes: readonly Coloured[],
): ((code: Coloured) => Converted) | Promise<(code: Coloured) => Converted> {
  const { env, own, now, later } = verifier;
  if (codes.every((code) => !isForeign(code, own))) return asTheyStand;
  const [table, trust] = [tableOf(env.PUBLISHED, own, now, later), trustOf(verifier)];
  return table instanceof Promise || trust instanceof Promise
    ? Promise.all([table, trust]).then(([to, by]) => convertsBy(to, by, own))
    : convertsBy(table, trust, own);
}

function convertsBy(table: ColourTable, { issuers }: Trust, own: string): (code: Coloured) => Converted {
  return (code) => {
    if (!isForeign(code, own)) return AS_IT_STANDS;
    const localColour = converted(code.colour, issuers.get(code.issuer)?.colours, table);
    return localColour === code.colour ? AS_IT_STANDS : { localColour };
  };
}

/** Whether a code has a colour by the table of another issuer. */
function isForeign({ issuer, colour }: Coloured, own: string): boolean {
  return issuer !== own && colour !== "none" && colour !== "grey";
}
