/** Administrators add communities that the table lacks, and further names (aliases) of communities, below a street. Source: product.md §4, §8. */
import { type AddedDivision, DIVISIONS } from "../../contract/division.ts";
import { DIVISION } from "../../contract/operation.ts";
import type { NewCommunity } from "../../domain/division/added.ts";
import { parentOf } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import type { AddDivisionResult, Office } from "../../objects/division/rpc.ts";
import { divisionOf } from "../../objects/env.ts";
import { forgetAdded, openDivisions } from "../../storage/divisions.ts";
import { byOf } from "./appoint.ts";
import type { Env, OfIssuer, OfOffice } from "../env.ts";
import { inCharge, inChargeAbove } from "../who/in-charge.ts";
import { Routes } from "../http/operation.ts";

type Vars = Pick<OfIssuer["Variables"], "issuer" | "now">;

export const addedBelow = new Routes<OfOffice>(DIVISION)
  .on(DIVISIONS.addCommunity, inCharge, async (c, { params, body, answer }) => {
    const added = await addCommunity(c.env, c.var, params.division, body, byOf(c.var, body.reason));
    return added.ok ? answer(201, addedDivisionOf(added.value)) : added;
  })
  .on(DIVISIONS.addAlias, inChargeAbove, async (c, { params, body, answer }) => {
    const added = await addAlias(c.env, c.var, params.division, body.alias, byOf(c.var, body.reason));
    return added.ok ? answer(201, addedDivisionOf(added.value)) : added;
  });

/** @param street a division that the table has: a call to its object would create the object of any other code too */
export async function addCommunity(env: Env, vars: Vars, street: string, community: NewCommunity, by: Office): AddResult {
  const table = await openDivisions(env, vars).packed(street);
  const added = await divisionOf(env, vars.issuer, street).addCommunity(community, table, by, vars.now);
  forgetAdded();
  return added;
}

/** @param community a division that the table has */
export async function addAlias(env: Env, vars: Vars, community: string, alias: string, by: Office): AddResult {
  const street = parentOf(community);
  const table = await openDivisions(env, vars).packed(street);
  const added = await divisionOf(env, vars.issuer, street).addAlias(community, alias, table, by, vars.now);
  forgetAdded();
  return added;
}

type AddResult = Promise<AddDivisionResult>;

export function addedDivisionOf({ code, name, aliases, validFrom }: DivisionRow): AddedDivision {
  return { code, name, aliases: [...aliases], validFrom };
}
