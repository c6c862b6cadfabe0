/** Reads bodies of limited size, and parses bodies and queries by a shape. A refusal names the wrong field. */
import type * as z from "zod";
import { type Result, accept, refuse } from "../../domain/result.ts";
import type { WireRefusal } from "./problem.ts";

const DEFAULT_MAX_BYTES = 16 * 1024;

/** Reads a JSON body of at most `maxBytes`. The refusal names the first wrong field as a JSON Pointer. */
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

/** Parses a value that a caller sent, such as a query. The refusal names the first wrong field as a JSON Pointer. */
export function parse<Shape extends z.ZodType>(shape: Shape, value: unknown): Result<z.infer<Shape>, WireRefusal<"bad_request">> {
  const result = shape.safeParse(value);
  if (result.success) return accept(result.data);
  const issue = result.error.issues[0];
  const path = issue?.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]] : (issue?.path ?? []);
  return refuse({
    code: "bad_request",
    pointer: path.map((part) => `/${String(part).slice(0, 64).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
  });
}

/** Reads a file of at most `maxBytes`; null if it is larger. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const length = contentLengthOf(request);
  if (length !== null) return length > maxBytes ? null : new Uint8Array(await request.arrayBuffer());
  const { answer, isWhole } = cutOff(request.body, maxBytes);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return isWhole() ? bytes : null;
}

/** The text of a body; null if it is larger than `maxBytes`. With a stated length the runtime's own promise is returned: each step in between takes time. */
function readText(request: Request, maxBytes: number): Promise<string | null> {
  const length = contentLengthOf(request);
  if (length !== null) return length > maxBytes ? Promise.resolve(null) : request.text();
  const { answer, isWhole } = cutOff(request.body, maxBytes);
  return answer.text().then((text) => (isWhole() ? text : null));
}

/**
 * The `content-length`; null without one. It is reliable: the runtime refuses a length that is not a number, and removes it from a request with a transfer
 * encoding (RFC 9112 §6.3).
 */
export function contentLengthOf(request: Request): number | null {
  const length = request.headers.get("content-length");
  return length === null ? null : Number(length);
}

interface BoundedBody {
  readonly answer: Body;
  /** Called after reading: false if the body was larger than allowed and was cut off. */
  readonly isWhole: () => boolean;
}

/** A body, cut off at `maxBytes`. The bytes are counted, because a stated length may be wrong or mean the compressed bytes. */
export function cutOff(body: ReadableStream<Uint8Array> | null, maxBytes: number): BoundedBody {
  let size = 0;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > maxBytes) controller.terminate();
      else controller.enqueue(chunk);
    },
  });
  return { answer: new Response(body?.pipeThrough(cut)), isWhole: () => size <= maxBytes };
}
