/** The members of the register for the nation's officers, and the examination of an applicant or a member. docs/trust.md §6. */
import * as z from "zod";
import { CHECKS } from "../../domain/federation/examination.ts";
import { LETTER_FAULTS } from "../../domain/federation/letter.ts";
import { MAX_FILE_BYTES } from "../../domain/federation/trust-files.ts";
import { feature, OFFICER } from "../operation.ts";
import { instant, sentence } from "../primitives.ts";

const statement = z.strictObject({
  seq: z.int(),
  issuedAt: instant,
  expiresAt: instant,
  keys: z.array(z.strictObject({ kid: z.string(), begins: instant, ends: instant })).describe("The keys that sign codes."),
});

const member = z.strictObject({
  code: z.string(),
  name: sentence,
  origin: z.string(),
  mode: z.enum(["A", "B", "C"]),
  since: instant,
  endsAt: instant.nullable(),
  identityKeys: z.array(z.string()).describe("The names of the keys that sign its statements."),
  statement: statement.nullable(),
  faults: z
    .array(z.strictObject({ sentence, at: instant.nullable().describe("Null: it is so now.") }))
    .describe("What verifiers leave out of the member, and why."),
  letter: z
    .strictObject({
      at: instant,
      fault: z.enum(LETTER_FAULTS).nullable().describe("Why it has no receipt."),
      detail: z.string().nullable().describe("The code of a refusal, or its status."),
      clockSeconds: z.int().nullable().describe("The member's time minus that of the nation."),
    })
    .nullable()
    .describe("The last letter with a change of trust; null: none was sent, or the member is on the nation's own system."),
  suspended: z.strictObject({ at: instant, reason: z.string() }).nullable(),
});

const waiting = z.strictObject({
  seq: z.int(),
  hash: z.string(),
  issuedAt: instant,
  signed: z.array(z.string()).describe("The names of the keys that have signed it."),
  threshold: z.int().describe("The number of keys that must."),
  changes: z.array(z.strictObject({ code: z.string(), sentence })),
});

const members = z.strictObject({
  register: z.strictObject({ seq: z.int(), hash: z.string(), issuedAt: instant, expiresAt: instant }).nullable(),
  leftOut: z.array(z.string()).describe("Entries of the register that cannot be read."),
  members: z.array(member),
  waiting: z.array(waiting).describe("The registers that some officers have signed, and not yet enough."),
});

const finding = z.strictObject({
  check: z.enum(CHECKS),
  /** `not_checked`: an earlier fault has kept the files away. */
  state: z.enum(["passed", "failed", "not_checked"]),
  title: sentence,
  sentence,
  detail: z.string().nullable().describe("What a fault is about, such as a path or the code of a refusal."),
});

const examination = z.strictObject({
  code: z.string(),
  name: sentence,
  origin: z.string(),
  at: instant,
  findings: z.array(finding),
});

export const MEMBERS = feature("trust", {
  members: {
    summary: "The members of the register",
    description:
      "For officers of the nation, at its host. Answers each member with the age of its statement, what verifiers leave out of it, and its suspension; and the registers that wait for signatures. Nothing here is signed.",
    method: "GET",
    path: "/api/v1/members",
    answers: { 200: members },
    problems: [...OFFICER, "not_found"],
  },
  examine: {
    summary: "Examine an applicant or a member",
    description:
      "For officers of the nation, at its host. Only now does the server send requests to the origin that the application or the register names, and to no other: at most once a minute to one origin, and twelve times in all. Answers twelve checks, the last one by a letter. Writes nothing; two officers decide.",
    method: "POST",
    path: "/api/v1/examinations",
    event: "act",
    body: z.union([
      z.strictObject({ application: z.string().max(MAX_FILE_BYTES.statement) }),
      z.strictObject({ code: z.string().max(4) }),
    ]),
    answers: { 200: examination },
    problems: [...OFFICER, "not_found", "application_unreadable", "issuer_not_member", "too_many_requests"],
  },
});

export type Members = z.infer<typeof members>;
export type RegisteredMember = z.infer<typeof member>;
export type WaitingRegister = z.infer<typeof waiting>;
export type Examination = z.infer<typeof examination>;
