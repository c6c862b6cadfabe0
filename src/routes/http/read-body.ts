/** Bodies and queries at the edge: bounded, then parsed by a schema, or refused with the field. */
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

/** A file of at most `maxBytes`; null where it is larger. */
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

/** How long the body says that it is; null where it does not say. The runtime refuses a length that is no number. */
export function declaredBytes(request: Request): number | null {
  const declared = request.headers.get("content-length");
  return declared === null ? null : Number(declared);
}

interface Bounded {
  readonly answer: Body;
  /** Once it is read: whether that was all. */
  readonly isWhole: () => boolean;
}

/** The body, cut off where it is longer than it may be; null where it says so itself. */
function bounded(request: Request, maxBytes: number): Bounded | null {
  // The runtime shows no length beside a transfer encoding (RFC 9112 §6.3).
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
