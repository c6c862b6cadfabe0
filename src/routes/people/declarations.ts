/** Declarations of one person: the history, one in full, and a new one. */
import { Hono } from "hono";
import * as z from "zod";
import {
  type DeclarationDetail,
  type DeclarationPage,
  type DeclarationReceipt,
  declarationRequest,
} from "../../contract/declaration.ts";
import { type Advice, checkDeclaration, type Declaration } from "../../domain/declaration/declaration.ts";
import { today } from "../../domain/china-time.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { peopleOf } from "../../objects/env.ts";
import { type Divisions, openDivisions } from "../../storage/divisions.ts";
import type { OfManaged } from "../env.ts";
import { problem } from "../http/problem.ts";
import { parse, readBody } from "../http/read-body.ts";
import type { DeclarationMade } from "../../objects/people/person/rpc.ts";

const number = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const pageQuery = z.strictObject({ before: number.optional() });

export const declarations = new Hono<OfManaged>()
  .get("/", async (c) => {
    const query = parse(pageQuery, c.req.query());
    if (!query.ok) return problem(query.refusal);
    const { issuer, managed, actor } = c.var;
    const before = query.value.before ?? Number.MAX_SAFE_INTEGER;
    const page = await peopleOf(c.env, issuer, managed.person).declarations(managed.person, actor.account, before);
    if (!page.ok) return problem(page.refusal);
    const last = page.value.at(-1)?.n ?? 1;
    return c.json<DeclarationPage>({
      declarations: page.value.map(({ n, at, declaration: { category, temperatureCelsius, symptoms } }) => ({
        n,
        at: new Date(at).toISOString(),
        category,
        temperatureCelsius,
        symptoms: [...symptoms],
      })),
      nextBefore: last > 1 ? last : null,
    });
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, declarationRequest);
    if (!body.ok) return problem(body.refusal);
    const { id, ...declaration } = body.value;
    const { issuer, now, managed, actor } = c.var;
    const checked = checkDeclaration(declaration, { region: regionOf(issuer.code), today: today(now) });
    const people = peopleOf(c.env, issuer, managed.person);
    if (!checked.ok) {
      const before = await people.declared(managed.person, actor.account, id);
      return before === null ? problem(checked.refusal) : c.json(receiptOf(before, []), 201);
    }
    const unknown = await unknownDivision(openDivisions(c.env, c.var), declaration);
    if (unknown !== null) return problem({ code: "division_unknown", pointer: unknown });
    const made = await people.declare(managed.person, actor.account, id, declaration, now);
    if (!made.ok) return problem(made.refusal);
    return c.json(receiptOf(made.value, checked.value.advice), 201);
  })
  .get("/:n", async (c) => {
    const n = parse(number, c.req.param("n"));
    if (!n.ok) return problem({ code: "declaration_not_found" });
    const { issuer, managed, actor } = c.var;
    const found = await peopleOf(c.env, issuer, managed.person).declaration(managed.person, actor.account, n.value);
    if (!found.ok) return problem(found.refusal);
    if (found.value === null) return problem({ code: "declaration_not_found" });
    const { declaration } = found.value;
    return c.json<DeclarationDetail>({
      n: found.value.n,
      at: new Date(found.value.at).toISOString(),
      ...declaration,
      symptoms: [...declaration.symptoms],
      places: [...declaration.places],
    });
  });

function receiptOf({ n, at }: DeclarationMade, advice: readonly Advice[]): DeclarationReceipt {
  return { n, at: new Date(at).toISOString(), advice: [...advice] };
}

/** The pointer of the first division that the table does not have. */
async function unknownDivision(divisions: Divisions, { presentPlace, addressHere, places }: Declaration) {
  const named = [
    ["/presentPlace/division", presentPlace.division],
    ["/addressHere/division", addressHere.division],
    ...places.map(({ division }, index) => [`/places/${index}/division`, division] as const),
  ] as const;
  for (const [pointer, code] of named) if (!(await divisions.exists(code))) return pointer;
  return null;
}
