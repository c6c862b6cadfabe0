/** Makes the document of GET /openapi.json from the operations of the contract. OpenAPI 3.1.0, JSON Schema 2020-12. */
import * as z from "zod";
import { type Operation, type PathNames, problemsOf, TAGS } from "../operation.ts";
import { API, OPERATIONS } from "./operations.ts";
import { type ProblemCode, problem as problemShape, problemOf, PROBLEMS } from "../problem.ts";
import { CLIENT_VERBS, VERB_WORDS } from "../../domain/client/client.ts";
import { TOKENS } from "../interface/token.ts";
import { exampleOf } from "./example.ts";

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const DESCRIPTION = `The interface of one issuer of health codes. Every issuer has a host of its own.

- The first sentence of each description names the callers. A *manager* of a person is an account that manages the person. An administrator *above* a division manages a larger division that contains it. An *officer* is an administrator of the issuer's whole region whose login is bound to a person. A *client* is another system with a secret.
- A request that writes carries the header \`X-Yima: 1\`. A page of another site cannot send this header.
- The sender makes some ids itself. A repeated request with the same id has no second effect.
- Every refusal is a problem (RFC 9457) with a stable \`code\` and a sentence in Chinese and English. A JSON Pointer names the wrong field.
- Times are RFC 3339 in UTC. Divisions are codes of 2, 4, 6, 9 or 12 digits (GB/T 2260 and its lower levels). Answers mask the names, phone numbers and document numbers of residents.`;

type PathName = PathNames<(typeof API)[keyof typeof API]["path"]>;
const PATH_NAMES: Readonly<Record<PathName, string>> = {
  appeal: "The id of an appeal. The phone makes it.",
  claim: "The id of a claim, from `GET /api/v1/me`.",
  division: "The code of a division.",
  file: "The id of a file. The phone makes it.",
  id: "The id of the item, from the list of such items.",
  import: "The SHA-256 of the file, 64 hexadecimal digits.",
  issuer: "The code of an issuer: `0`, two or four digits.",
  list: "A community and a day of expiry: 12 digits, a hyphen, YYYYMMDD.",
  manager: "The id of another manager of the person, from `GET /api/v1/me`.",
  n: "The number of a declaration. The first one has the number 1.",
  seq: "The number of a register.",
  passkey: "The id of a passkey, from `GET /api/v1/passkeys`.",
  session: "The id of a session, from `GET /api/v1/sessions`.",
  person: "The id of a person in this account, from `GET /api/v1/me`.",
  version: "The version of a root.",
};

let documentText: string | null = null;

/** The document as JSON text. An isolate makes it once. */
export function openApi(): string {
  documentText ??= JSON.stringify({
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
        client: {
          type: "http",
          scheme: "bearer",
          description: "The secret of a client. It gives the rights that officers approved.",
        },
        accessToken: {
          type: "oauth2",
          description: "An access token of a client with keys, as `Bearer`, or as `DPoP` if it is bound to a key (RFC 9449).",
          flows: {
            clientCredentials: {
              tokenUrl: TOKENS.token.path,
              scopes: Object.fromEntries(CLIENT_VERBS.map((verb) => [verb, VERB_WORDS[verb].en])),
            },
          },
        },
        sameSite: { type: "apiKey", in: "header", name: "X-Yima", description: "`1` on every request that writes." },
      },
    },
  });
  return documentText;
}

function pathsOf(operations: readonly (readonly [string, Operation])[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, operation] of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = operationObject(id, operation);
  }
  return paths;
}

function operationObject(operationId: string, operation: Operation): unknown {
  const { tag, summary, description, body, form, upload, type, answers } = operation;
  const parameters = [...pathParameters(operation), ...queryParameters(operationId, operation)];
  const responses = Object.entries(answers).map(([status, shape]) => [
    status,
    {
      description: shape === null ? "Done" : Number(status) < 400 ? "The answer" : "The error",
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
    ...(form !== undefined && { requestBody: { required: true, content: { [FORM_TYPE]: { schema: schemaOf(form, "input") } } } }),
    ...(body !== undefined && { requestBody: { required: true, content: contentOf(body, "input", operationId) } }),
    responses: { ...Object.fromEntries(responses), ...refusals(problemsOf(operation)) },
  };
}

/** What a request of an operation needs, by its problem codes: a session, a client's secret, or one of the two; or an access token; and the header X-Yima for a write. */
function securityOf(operation: Operation): readonly unknown[] {
  const codes = new Set(problemsOf(operation));
  const write = codes.has("cross_site_request") && operation.method !== "GET" ? { sameSite: [] } : {};
  const schemes = [
    ...(codes.has("not_logged_in") ? [{ session: [], ...write }] : []),
    ...(operation.verb === undefined ? [] : [{ accessToken: [operation.verb] }]),
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

/** The error responses of an operation: one per status, with the codes of all its problems that have this status. */
function refusals(codes: readonly ProblemCode[]): Record<string, unknown> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code].status);
  const responses = [...byStatus].map(([status, group]) => [
    status,
    {
      description: group.map((code) => `\`${code}\`: ${PROBLEMS[code].sentence.en}`).join("\n\n"),
      content: {
        "application/problem+json": {
          schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: group } } }] },
          examples: Object.fromEntries(group.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
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
