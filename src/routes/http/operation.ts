/** Mounts operations of the contract on Hono: it parses each request by the operation's shapes, and types the handler's answers by them. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode, StatusCode } from "hono/utils/http-status";
import type * as z from "zod";
import type { Operation, PathNames, ShapeProblem } from "../../contract/operation.ts";
import { accept, type Accepted, refuse, type Refused, type Result } from "../../domain/result.ts";
import type { OfRoute } from "../env.ts";
import { problem, type WireRefusal } from "./problem.ts";
import { parse, readBody } from "./read-body.ts";

type Parsed<Shape> = Shape extends z.ZodType ? z.infer<Shape> : undefined;
type Params<O extends Operation> = O["params"] extends z.ZodObject
  ? z.infer<O["params"]> & Readonly<Record<Exclude<PathNames<O["path"]>, keyof z.infer<O["params"]>>, string>>
  : Readonly<Record<PathNames<O["path"]>, string>>;

/** Answers with one of the operation's statuses and the body that belongs to it. */
type Answer<O extends Operation> = <S extends keyof O["answers"] & number>(
  status: S,
  ...body: O["answers"][S] extends z.ZodType ? [body: z.infer<O["answers"][S]>, headers?: Readonly<Record<string, string>>] : []
) => Accepted<Response>;

/** Input of a handler: the parsed request and the function that answers it. The operation alone gives the types. */
export interface Input<O extends Operation> {
  readonly params: Params<O>;
  readonly query: Parsed<O["query"]>;
  readonly body: Parsed<O["body"]>;
  readonly answer: Answer<O>;
}

type DeclaredCode<O extends Operation> = O["problems"][number] | Extract<O["missing"], string> | ShapeProblem;
type Outcome = Result<Response, WireRefusal>;
type Handler<E extends OfRoute, O extends Operation, T> = (c: Context<E>, input: Input<O>) => T | Promise<T>;
type CodeOf<T> = T extends Refused<infer R> ? R["code"] : never;
type AnyHandler = (c: Context, input: object) => Promise<Outcome>;
/** Problems that are declared but never answered, or answered but not declared. */
type Difference<E extends OfRoute, O extends Operation, T> =
  | Exclude<O["problems"][number], CodeOf<T> | E["Problems"]>
  | Exclude<CodeOf<T> | E["Problems"], DeclaredCode<O>>;
/** If the declared and the answered problems differ, the chain of routes does not compile after this operation, and the error names the codes. */
type Mounted<R, Codes> = [Codes] extends [infer U]
  ? [U] extends [never]
    ? R
    : { readonly problemsOfTheOperationDiffer: U }
  : never;

/** A check in front of routes. It refuses only with codes that the type of its routes names. */
export function check<E extends OfRoute>(
  refusalOf: (c: Context<E>) => Promise<Refused<WireRefusal<E["Problems"]>> | null>,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const refused = await refusalOf(c);
    return refused === null ? next() : problem(refused.refusal);
  };
}

/** Routes below one path, behind the same checks. */
export class Routes<E extends OfRoute> {
  readonly hono = new Hono<OfRoute>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /** Adds a check in front of all routes that are mounted later, here and in the parts. */
  use<F extends OfRoute>(inFront: MiddlewareHandler<F>): this {
    this.hono.use(`${this.#base}/*`, inFront);
    return this;
  }

  /** Mounts one operation. Its own check runs before query and body are read. */
  on<const O extends Operation, T extends Outcome>(operation: O, handler: Handler<E, O, T>): Mounted<this, Difference<E, O, T>>;
  on<const O extends Operation, F extends OfRoute, T extends Outcome>(
    operation: O,
    inFront: MiddlewareHandler<F>,
    handler: Handler<F, O, T>,
  ): Mounted<this, Difference<F, O, T>>;
  on(operation: Operation, ...steps: readonly unknown[]): unknown {
    const { method, path } = operation;
    // The two signatures above have typed the steps.
    const handler = steps.at(-1) as AnyHandler;
    if (steps.length > 1) this.hono.on(method, path, steps[0] as MiddlewareHandler);
    this.hono.on(method, path, async (c) => {
      const input = await parsed(operation, c);
      const outcome = input.ok ? await handler(c, { ...input.value, answer: answerOf(operation, c) }) : input;
      return outcome.ok ? outcome.value : problem(outcome.refusal);
    });
    return this;
  }

  /** Mounts routes of other files behind the checks of this object. */
  with(...parts: readonly { readonly hono: Hono<OfRoute> }[]): this {
    for (const { hono } of parts) this.hono.route("/", hono);
    return this;
  }
}

/** Parses path, query and body in this order; refuses with the first fault. */
async function parsed({ params, missing, query, body, maxBytes }: Operation, { req }: Context) {
  const path = params === undefined ? accept(undefined) : parse(params, req.param());
  if (!path.ok) return missing === undefined ? path : refuse({ code: missing });
  const search = query === undefined ? accept(undefined) : parse(query, req.query());
  if (!search.ok) return search;
  const content = body === undefined ? accept(undefined) : await readBody(req.raw, body, maxBytes);
  return content.ok ? accept({ params: { ...req.param(), ...path.value }, query: search.value, body: content.value }) : content;
}

function answerOf({ type }: Operation, c: Context) {
  return (status: number, body?: unknown, headers?: Readonly<Record<string, string>>): Accepted<Response> => {
    if (body === undefined) return accept(c.body(null, status as StatusCode));
    const answer =
      typeof body === "string" && type !== undefined
        ? c.body(body, status as ContentfulStatusCode, { "content-type": type, ...headers })
        : c.json(body, status as ContentfulStatusCode, headers);
    return accept(answer);
  };
}
