/** Mounts operations of the contract on Hono: it parses each request by the operation's shapes, and types the handler's answers by them. */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import type { ContentfulStatusCode, StatusCode } from "hono/utils/http-status";
import type * as z from "zod";
import type { Operation, PathNames, ShapeProblem } from "../../contract/operation.ts";
import { accept, type Accepted, refuse, type Refused, type Result } from "../../domain/result.ts";
import type { OfRoute } from "../env.ts";
import { noteEvent, refuseRequest } from "./log.ts";
import type { WireRefusal } from "./problem.ts";
import { stepUp } from "../who/step-up.ts";
import { parse, readBody } from "./read-body.ts";

type OutputOf<Shape> = Shape extends z.ZodType ? z.infer<Shape> : undefined;
type Params<O extends Operation> = O["params"] extends z.ZodObject
  ? z.infer<O["params"]> & Readonly<Record<Exclude<PathNames<O["path"]>, keyof z.infer<O["params"]>>, string>>
  : Readonly<Record<PathNames<O["path"]>, string>>;

/** Answers with one of the operation's statuses and the body that belongs to it. */
type Answer<O extends Operation> = <S extends keyof O["answers"] & number>(
  status: S,
  ...body: O["answers"][S] extends z.ZodType ? [body: z.infer<O["answers"][S]>, headers?: Readonly<Record<string, string>>] : []
) => Accepted<Response>;

/** The input of a handler: the parsed request and the function that answers it. All types follow from the operation. */
export interface Input<O extends Operation> {
  readonly params: Params<O>;
  readonly query: OutputOf<O["query"]>;
  readonly body: OutputOf<O["body"]>;
  readonly answer: Answer<O>;
}

type DeclaredCode<O extends Operation> = O["problems"][number] | Extract<O["missing"], string> | ShapeProblem;
type Outcome = Result<Response, WireRefusal>;
type Handler<E extends OfRoute, O extends Operation, T> = (c: Context<E>, input: Input<O>) => T | Promise<T>;
type CodeOf<T> = T extends Refused<infer R> ? R["code"] : never;
type AnyHandler = (c: Context, input: object) => Promise<Outcome>;
/** The codes that the operation declares and nothing answers, and the codes that its handler or its checks answer without a declaration. */
type Difference<E extends OfRoute, O extends Operation, T> =
  | Exclude<O["problems"][number], CodeOf<T> | E["Problems"]>
  | Exclude<CodeOf<T> | E["Problems"], DeclaredCode<O>>;
/** The type of the routes after one more operation. If declared and answered problems differ, the next call in the chain does not compile, and its error names the codes. */
type RoutesAfter<R, Codes> = [Codes] extends [infer U]
  ? [U] extends [never]
    ? R
    : { readonly problemsOfTheOperationDiffer: U }
  : never;

/** Makes a check in front of routes. The type of the routes names the codes with which it may refuse. */
export function check<E extends OfRoute>(
  refusalOf: (c: Context<E>) => Promise<Refused<WireRefusal<E["Problems"]>> | null>,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const outcome = await refusalOf(c);
    return outcome === null ? next() : refuseRequest(c, outcome.refusal);
  };
}

/** Routes below one path, behind the same checks. */
export class Routes<E extends OfRoute> {
  readonly hono = new Hono<OfRoute>();
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  /** Adds a check in front of all routes that are mounted after it, by `on` and by `with`. */
  use<F extends OfRoute>(inFront: MiddlewareHandler<F>): this {
    this.hono.use(`${this.#base}/*`, inFront);
    return this;
  }

  /** Mounts one operation. `inFront` is a check for this operation only; it runs before the request is parsed. */
  on<const O extends Operation, T extends Outcome>(
    operation: O,
    handler: Handler<E, O, T>,
  ): RoutesAfter<this, Difference<E, O, T>>;
  on<const O extends Operation, F extends OfRoute, T extends Outcome>(
    operation: O,
    inFront: MiddlewareHandler<F>,
    handler: Handler<F, O, T>,
  ): RoutesAfter<this, Difference<F, O, T>>;
  on(operation: Operation, ...steps: readonly unknown[]): unknown {
    const { method, path } = operation;
    noteEvent(operation);
    // The two signatures above have checked the types of the steps.
    const handler = steps.at(-1) as AnyHandler;
    if (steps.length > 1) this.hono.on(method, path, steps[0] as MiddlewareHandler);
    if (operation.stepUp === true) this.hono.on(method, path, stepUp as MiddlewareHandler);
    this.hono.on(method, path, async (c) => {
      const input = await parseRequest(operation, c);
      const outcome = input.ok ? await handler(c, { ...input.value, answer: answerOf(operation, c) }) : input;
      return outcome.ok ? outcome.value : refuseRequest(c, outcome.refusal);
    });
    return this;
  }

  /** Mounts routes of other files behind the checks of this object. */
  with(...parts: readonly { readonly hono: Hono<OfRoute> }[]): this {
    for (const { hono } of parts) this.hono.route("/", hono);
    return this;
  }
}

/** Parses path, query and body in this order. The first fault is the refusal. */
async function parseRequest({ params, missing, query, body, maxBytes }: Operation, { req }: Context) {
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
