/** GET /openapi.json: the interface as a document for people and tools, made from the operations of the contract. OpenAPI 3.1.0, JSON Schema 2020-12. */
import * as z from "zod";
import { type Operation, type PathNames, problemsOf, TAGS } from "../operation.ts";
import { API, OPERATIONS } from "../operations.ts";
import { type ProblemCode, problem as problemShape, problemOf, PROBLEMS } from "../problem.ts";
import { exampleOf } from "./example.ts";

const JSON_TYPE = "application/json";
const DESCRIPTION = `The interface of one issuer of health codes. Every issuer has a host of its own.

- A request that writes carries the header \`X-Yima: 1\`, which no page of another site can send.
- An id that the sender makes names the request: the same id again is the same request.
- Every refusal is a problem (RFC 9457) with a stable \`code\`, a sentence in Chinese and English, and a pointer to the field that is wrong.
- Moments are RFC 3339 in UTC. Divisions are codes of 2, 4, 6, 9 or 12 digits (GB/T 2260 and below). Names and numbers of persons are masked.`;

type PathName = PathNames<(typeof API)[keyof typeof API]["path"]>;
const PATH_NAMES: Readonly<Record<PathName, string>> = {
  appeal: "The id of an appeal, made by the phone.",
  claim: "The id of a claim, from `GET /api/v1/me`.",
  division: "The code of a division.",
  file: "The id of a file, made by the phone.",
  id: "The id of the item, from the list above it.",
  import: "The SHA-256 of the file, 64 hexadecimal digits.",
  list: "A community and a day: 12 digits, a hyphen, YYYYMMDD.",
  n: "The number of a declaration, counted from 1.",
  person: "The id of a person in this account, from `GET /api/v1/me`.",
};

let made: string | null = null;

/** The document as JSON text, made once in an isolate. */
export function openApi(): string {
  made ??= JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Yima 一码", version: "1", description: DESCRIPTION },
    servers: [{ url: "/", description: "The issuer whose host serves this document" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: pathsOf(Object.entries(API)),
    components: {
      schemas: { Problem: schemaOf(problemShape, "output") },
      examples: Object.fromEntries(
        [...new Set(OPERATIONS.flatMap(problemsOf))].map((code) => [code, { value: problemOf(code) }]),
      ),
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-yima-session" },
        client: { type: "http", scheme: "bearer", description: "The secret of a client, for the rights that officers gave it." },
        sameSite: { type: "apiKey", in: "header", name: "X-Yima", description: "`1` on every request that writes." },
      },
    },
  });
  return made;
}

function pathsOf(operations: readonly (readonly [string, Operation])[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = documented(id, operation);
  }
  return paths;
}

function documented(operationId: string, operation: Operation): unknown {
  const { tag, summary, description, body, upload, type, answers } = operation;
  const parameters = [...pathParameters(operation), ...queryParameters(operationId, operation)];
  const responses = Object.entries(answers).map(([status, shape]) => [
    status,
    {
      description: shape === null ? "Done" : "The answer",
      ...(shape !== null && { content: contentOf(shape, "output", operationId, type) }),
    },
  ]);
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(upload !== undefined && { requestBody: { required: true, content: { [upload]: { schema: { type: "string" } } } } }),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body, "input", operationId) } }),
    responses: { ...Object.fromEntries(responses), ...refusals(problemsOf(operation)) },
  };
}

/** By its checks: a session, a client's secret, or either; and the header of every write. */
function securityOf(operation: Operation): readonly unknown[] {
  const codes = new Set(problemsOf(operation));
  const write = codes.has("cross_site_request") && operation.method !== "GET" ? { sameSite: [] } : {};
  const schemes = [
    ...(codes.has("not_logged_in") ? [{ session: [], ...write }] : []),
    ...(codes.has("client_refused") ? [{ client: [], ...write }] : []),
  ];
  return schemes.length > 0 ? schemes : [write];
}

function pathParameters({ path, params }: Operation): readonly unknown[] {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = ""]) => {
    const shape = params?.shape[name];
    return {
      name,
      in: "path",
      required: true,
      description: PATH_NAMES[name as PathName],
      schema: shape === undefined ? { type: "string" } : schemaOf(shape, "output"),
    };
  });
}

function queryParameters(operationId: string, { query }: Operation): readonly unknown[] {
  return Object.entries(query?.shape ?? {}).map(([name, shape]) => ({
    name,
    in: "query",
    required: !z.safeParse(shape, undefined).success,
    schema: schemaOf(shape, "output"),
    example: exampleOf(shape, name, operationId),
  }));
}

/** Problems by status, each with its codes; a body that fits none of them is a problem too. */
function refusals(codes: readonly ProblemCode[]): Record<string, unknown> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  const responses = [...byStatus].map(([status, some]) => [
    status,
    {
      description: some.map((code) => `\`${code}\`: ${PROBLEMS[code].sentence.en}`).join("\n\n"),
      content: {
        "application/problem+json": {
          schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: some } } }] },
          examples: Object.fromEntries(some.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
        },
      },
    },
  ]);
  return Object.fromEntries(responses);
}

function contentOf(shape: z.core.$ZodType, io: "input" | "output", operationId: string, type = JSON_TYPE): unknown {
  return { [type]: { schema: schemaOf(shape, io), ...(type === JSON_TYPE && { example: exampleOf(shape, "", operationId) }) } };
}

function schemaOf(shape: z.core.$ZodType, io: "input" | "output"): unknown {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}
