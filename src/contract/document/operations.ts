/** All operations of the HTTP interface by id, for the OpenAPI document and the tests, and their types for the phone. Each feature is named here once. */
import type * as z from "zod";
import { ADMINISTRATORS } from "../administrator.ts";
import { APPEALS } from "../appeal.ts";
import { APPLICATIONS } from "../application.ts";
import { AREAS } from "../area.ts";
import { BOARDS } from "../board.ts";
import { CASES } from "../custody/case.ts";
import { CHECK_INS } from "../check-in.ts";
import { CLIENTS } from "../client.ts";
import { COLLECTORS } from "../collector.ts";
import { COLOURS_NOW } from "../colour.ts";
import { COMMUNITIES } from "../community.ts";
import { CREDENTIALS } from "../credential.ts";
import { CUSTODY } from "../custody/custody.ts";
import { DECISIONS } from "../decision.ts";
import { DECLARATIONS } from "../declaration.ts";
import { DIVISIONS } from "../division.ts";
import { FACTS } from "../fact.ts";
import { ISSUERS } from "../issuer/issuer.ts";
import { LISTS } from "../list.ts";
import type { Operation, PathNames } from "../operation.ts";
import { OPERATORS } from "../operator.ts";
import { PASSES } from "../pass.ts";
import { LOST_PASSKEYS } from "../passkey/lost-passkey.ts";
import { PASSKEYS } from "../passkey/passkey.ts";
import { PEOPLE } from "../people.ts";
import { PROPOSALS } from "../proposal/proposal.ts";
import { REGIONS } from "../issuer/region.ts";
import { REVIEWS } from "../review.ts";
import { RULE_SETS } from "../rules/rule-set.ts";
import { SESSIONS } from "../session.ts";
import { STATISTICS } from "../statistics.ts";
import { TRACKS } from "../track.ts";
import { TRIALS } from "../rules/trial.ts";
import { LETTERS } from "../issuer/letter.ts";
import { CONVERSIONS } from "../issuer/conversion.ts";
import { MEMBERS } from "../issuer/members.ts";
import { COLOUR_TABLES } from "../issuer/colour-table.ts";
import { PEERS } from "../issuer/peers.ts";
import { TRUST_FILES } from "../issuer/trust-files.ts";
import { VERBS } from "../interface/verbs.ts";
import { TOKENS } from "../interface/token.ts";
import { VERIFICATIONS } from "../verify.ts";

export const API = {
  ...ISSUERS,
  ...REGIONS,
  ...TRUST_FILES,
  ...COLOUR_TABLES,
  ...LETTERS,
  ...CONVERSIONS,
  ...MEMBERS,
  ...PEERS,
  ...DIVISIONS,
  ...VERIFICATIONS,
  ...SESSIONS,
  ...PASSKEYS,
  ...LOST_PASSKEYS,
  ...PEOPLE,
  ...CUSTODY,
  ...CASES,
  ...DECLARATIONS,
  ...CHECK_INS,
  ...COLOURS_NOW,
  ...DECISIONS,
  ...APPEALS,
  ...CREDENTIALS,
  ...TRACKS,
  ...FACTS,
  ...LISTS,
  ...CLIENTS,
  ...TOKENS,
  ...VERBS,
  ...AREAS,
  ...PROPOSALS,
  ...RULE_SETS,
  ...TRIALS,
  ...ADMINISTRATORS,
  ...OPERATORS,
  ...APPLICATIONS,
  ...REVIEWS,
  ...STATISTICS,
  ...COMMUNITIES,
  ...COLLECTORS,
  ...PASSES,
  ...BOARDS,
};

/** All operations as a list. */
export const OPERATIONS: readonly Operation[] = Object.values(API);

type InputOf<Shape> = Shape extends z.ZodType ? z.input<Shape> : unknown;
type Body<Shape> = Shape extends z.ZodType ? z.infer<Shape> : null;

/** The types of all operations for the phone, by `METHOD path`. `names` has the parameters of path and query. */
export type Api = {
  [O in (typeof API)[keyof typeof API] as `${O["method"]} ${O["path"]}`]: {
    readonly names: Readonly<Record<PathNames<O["path"]>, string | number>> & InputOf<Property<O, "query">>;
    readonly body: Property<O, "body"> extends z.ZodType ? Frozen<z.input<Property<O, "body">>> : undefined;
    readonly answer: { [S in keyof O["answers"]]: Body<O["answers"][S]> }[keyof O["answers"]];
  };
};
type Property<O, Name extends string> = O extends { readonly [N in Name]: infer Value } ? Value : undefined;
/** A body whose fields are all readonly, so that the phone can send its own readonly data. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
