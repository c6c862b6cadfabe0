/** Problem details on the wire: RFC 9457 with a stable `code` and, for a wrong field, a JSON Pointer to it. */
import * as z from "zod";
import { sentence } from "./primitives.ts";

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** What a person can do about it, Chinese and English. */
  sentence,
  /** RFC 6901, where one field is wrong. */
  pointer: z.string().optional(),
  /** Seconds until the same request may succeed. */
  retryAfterSeconds: z.int().optional(),
});

export type Problem = z.infer<typeof problem>;
