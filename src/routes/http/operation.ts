/** What is said of a route: the shapes of its body, query and answers. */
import type * as z from "zod";

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As the router spells it: `/people/:person`. */
  readonly path: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodObject;
  /** Of a body that is no JSON. */
  readonly upload?: string;
  /** Of the answer, where it is not JSON. */
  readonly type?: string;
  /** By status; null where nothing follows. Every other answer is a problem. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
}
