/** GET /openapi.json: the interface as a document, made from the contract's schemas. OpenAPI 3.1.0, JSON Schema 2020-12. */
import * as z from "zod";
import { problem } from "../../contract/problem.ts";
import type { Operation } from "../../contract/operation.ts";
import { OPERATIONS } from "../../contract/operations.ts";

const JSON_TYPE = "application/json";

let made: string | null = null;

/** The document as JSON text, made once in an isolate. */
export function openApi(): string {
  made ??= JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Yima 一码", version: "1", description: "Ids that the sender makes: a repeated request is the same request." },
    paths: pathsOf(OPERATIONS),
    components: {
      schemas: { Problem: schemaOf(problem, "output") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-yima-session" },
        client: { type: "http", scheme: "bearer", description: "A client's secret, for what it was given the right to" },
        sameSite: { type: "apiKey", in: "header", name: "X-Yima", description: "`1` with everything but GET" },
      },
    },
  });
  return made;
}

function pathsOf(operations: readonly Operation[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = documented(operation);
  }
  return paths;
}

function documented({ path, body, query, upload, type, answers }: Operation): unknown {
  const inPath = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, shape]) => ({
    name,
    in: "query",
    required: !shape.safeParse(undefined).success,
    schema: schemaOf(shape, "output"),
  }));
  const responses = Object.entries(answers).map(([status, shape]) => [
    status,
    {
      description: shape === null ? "Done" : "The answer",
      ...(shape !== null && { content: contentOf(schemaOf(shape, "output"), type) }),
    },
  ]);
  const refused = {
    description: "RFC 9457",
    content: contentOf({ $ref: "#/components/schemas/Problem" }, "application/problem+json"),
  };
  return {
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(upload !== undefined && { requestBody: { required: true, content: contentOf({ type: "string" }, upload) } }),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(schemaOf(body, "input")) } }),
    responses: { ...Object.fromEntries(responses), default: refused },
  };
}

function contentOf(schema: unknown, type = JSON_TYPE): unknown {
  return { [type]: { schema } };
}

function schemaOf(shape: z.core.$ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}
