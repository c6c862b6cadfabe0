/** Administrators of a street, or of a division above it, add communities that the table lacks. Administrators above a community add further names (aliases). Source: product.md §4, §8. */
import { type AddedDivision, DIVISIONS } from "../../contract/division.ts";
import { DIVISION } from "../../contract/operation.ts";
import type { NewCommunity } from "../../domain/division/added.ts";
import { parentOf } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import type { AddDivisionResult, Office } from "../../objects/division/rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import { forgetAdditions, openDivisions } from "../../storage/divisions.ts";
import { byOf } from "./appoint.ts";
import type { Env, OfIssuer, OfOffice } from "../env.ts";
import { inCharge, inChargeAbove } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";

type Vars = Pick<OfIssuer["Variables"], "issuer" | "now">;

export const addedBelow = new Routes<OfOffice>(DIVISION)
  .on(DIVISIONS.addCommunity, inCharge, async (c, { params, body, answer }) => {
    const addition = await addCommunity(c.env, c.var, params.division, body, byOf(c.var, body.reason));
    return addition.ok ? answer(201, addedDivisionOf(addition.value)) : addition;
  })
  .on(DIVISIONS.addAlias, inChargeAbove, async (c, { params, body, answer }) => {
    const addition = await addAlias(c.env, c.var, params.division, body.alias, byOf(c.var, body.reason));
    return addition.ok ? answer(201, addedDivisionOf(addition.value)) : addition;
  });

/** Adds a community below a street. @param street in the table of divisions: an invented code would create an object */
export async function addCommunity(env: Env, vars: Vars, street: string, community: NewCommunity, by: Office): AddResult {
  const table = await openDivisions(env, vars).packRows(street);
  const addition = await divisionOf(env, vars.issuer, street).addCommunity(community, table, by, vars.now);
  forgetAdditions();
  return addition;
}

/** Adds a further name to a community. @param community in the table of divisions: an invented code would create an object */
export async function addAlias(env: Env, vars: Vars, community: string, alias: string, by: Office): AddResult {
  const street = parentOf(community);
  const table = await openDivisions(env, vars).packRows(street);
  const addition = await divisionOf(env, vars.issuer, street).addAlias(community, alias, table, by, vars.now);
  forgetAdditions();
  return addition;
}

type AddResult = Promise<AddDivisionResult>;

export function addedDivisionOf({ code, name, aliases, validFrom }: DivisionRow): AddedDivision {
  return { code, name, aliases: [...aliases], validFrom };
}
