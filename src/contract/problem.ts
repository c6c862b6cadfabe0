/** The body of every refusal, problem details (RFC 9457) with a stable `code`; and the table of all codes with their statuses and sentences. */
import * as z from "zod";
import { sentence } from "./primitives.ts";
import { DIVISION_PROBLEMS } from "./problems/divisions.ts";
import { INTERFACE_PROBLEMS } from "./problems/interface.ts";
import { OFFICER_PROBLEMS } from "./problems/officers.ts";
import { PASSKEY_PROBLEMS } from "./problems/passkeys.ts";
import { PEOPLE_PROBLEMS } from "./problems/people.ts";
import { TRUST_PROBLEMS } from "./problems/trust.ts";
import { type ProblemRow, WIRE_PROBLEMS } from "./problems/wire.ts";

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  /** The cause and, in most cases, the next step for the person who sees it. */
  sentence,
  /** The wrong field of the body as a JSON Pointer (RFC 6901); absent if no single field is wrong. */
  pointer: z.string().optional(),
  /** Seconds until the same request may succeed. */
  retryAfterSeconds: z.int().optional(),
  /** With `wrong_password`: the tries that this browser has left with the password that it requested; 0: it needs a new one. */
  triesLeft: z.int().optional(),
  /** With `other_passkey_needed`: the passkey that is to be removed, which cannot confirm its own removal. */
  passkey: z.string().optional(),
  /** At `/api/v1/interface`: the number of the outcome, which `GET /api/v1/interface/return-codes` lists. */
  returnCode: z.int().optional(),
});

/** All problem codes. A route that answers a code without a row here does not compile. */
export const PROBLEMS = {
  ...WIRE_PROBLEMS,
  ...PEOPLE_PROBLEMS,
  ...DIVISION_PROBLEMS,
  ...OFFICER_PROBLEMS,
  ...INTERFACE_PROBLEMS,
  ...PASSKEY_PROBLEMS,
  ...TRUST_PROBLEMS,
} satisfies Readonly<Record<string, ProblemRow>>;

/** The problem body for a code, without the data of a particular refusal such as `pointer`. */
export function problemOf(code: ProblemCode) {
  const { status, sentence: words } = PROBLEMS[code];
  return { type: `/problems/${code}`, title: words.en, status, code, sentence: words };
}

export type Problem = z.infer<typeof problem>;
export type ProblemCode = keyof typeof PROBLEMS;
