/** Daily check-ins of one person: each decides the colour anew. Source: product.md §6. */
import { Hono } from "hono";
import { type CheckInReceipt, checkInRequest } from "../contract/check-in.ts";
import { healthFault } from "../domain/declaration/declaration.ts";
import { peopleOf } from "../objects/env.ts";
import type { OfManaged } from "./env.ts";
import { problem } from "./problem.ts";
import { readBody } from "./read-body.ts";

export const checkIns = new Hono<OfManaged>().post("/", async (c) => {
  const body = await readBody(c.req.raw, checkInRequest);
  if (!body.ok) return problem(body.refusal);
  const { issuer, now, managed, actor } = c.var;
  const fault = healthFault(body.value);
  if (fault !== null) return problem(fault);
  const made = await peopleOf(c.env, issuer, managed.person).checkIn(managed.person, actor.account, { ...body.value, at: now });
  return made.ok ? c.json<CheckInReceipt>({ at: new Date(made.value.at).toISOString() }, 201) : problem(made.refusal);
});
