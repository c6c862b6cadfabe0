/** Reads bodies and queries at the edge: limits their size, parses them by a schema, and refuses with the wrong field. */
import type * as z from "zod";
import { type Result, accept, refuse } from "../../domain/result.ts";
import type { WireRefusal } from "./problem.ts";

const DEFAULT_MAX_BYTES = 16 * 1024;

/** Reads a JSON body of at most `maxBytes`; the refusal names the first field that is wrong as a JSON Pointer. */
export async function readBody<Shape extends z.ZodType>(
  request: Request,
  shape: Shape,
  maxBytes = DEFAULT_MAX_BYTES,
): Promise<Result<z.infer<Shape>, WireRefusal<"bad_request" | "body_too_large" | "unsupported_media_type">>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json(\s*;|$)/i.test(type)) return refuse({ code: "unsupported_media_type" });
  const text = await readText(request, maxBytes);
  if (text === null) return refuse({ code: "body_too_large" });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse({ code: "bad_request", pointer: "" });
  }
  return parse(shape, json);
}

/** Parses a value from outside, such as a query. */
export function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): Result<z.infer<Shape>, WireRefusal<"bad_request">> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return accept(parsed.data);
  const issue = parsed.error.issues[0];
  const path = issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]] : (issue?.path ?? []);
  return refuse({
    code: "bad_request",
    pointer: path.map((part) => `/${String(part).slice(0, 64).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
  });
}

/** Reads a file of at most `maxBytes`; null if it is larger. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const body = bounded(request, maxBytes);
  if (body === null) return null;
  const bytes = new Uint8Array(await body.answer.arrayBuffer());
  return body.isWhole() ? bytes : null;
}

async function readText(request: Request, maxBytes: number): Promise<string | null> {
  const body = bounded(request, maxBytes);
  if (body === null) return null;
  const text = await body.answer.text();
  return body.isWhole() ? text : null;
}

/** The `content-length`; null without one. The runtime itself refuses a length that is not a number. */
export function declaredBytes(request: Request): number | null {
  const declared = request.headers.get("content-length");
  return declared === null ? null : Number(declared);
}

interface Bounded {
  readonly answer: Body;
  /** After reading: false if the body was cut off. */
  readonly isWhole: () => boolean;
}

/** The body, cut off at `maxBytes`; null if its `content-length` is already larger. */
function bounded(request: Request, maxBytes: number): Bounded | null {
  // The length can be trusted: the runtime drops it if there is a transfer encoding (RFC 9112 §6.3).
  const declared = declaredBytes(request);
  if (declared !== null) return declared > maxBytes ? null : { answer: request, isWhole: () => true };
  let size = 0;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > maxBytes) controller.terminate();
      else controller.enqueue(chunk);
    },
  });
  return { answer: new Response(request.body?.pipeThrough(cut)), isWhole: () => size <= maxBytes };
}
