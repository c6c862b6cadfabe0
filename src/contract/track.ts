/** Tracks (the passes of a person) and looks (records that an office read a person's data): bodies and operations of /api/v1/divisions/{division}/tracks and looks, and of /api/v1/people/{person}/looks. Source: product.md §4, §5. */
import * as z from "zod";
import { LOOK_EXTENTS, LOOK_KINDS, PURPOSE_KINDS } from "../domain/look/look.ts";
import { proofLevel } from "./custody/custody.ts";
import { DIVISION, DOCUMENT, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { pass } from "./pass.ts";
import { document } from "./people.ts";
import { codeText, divisionCode, instant, line, personReference } from "./primitives.ts";

const purpose = z.strictObject({
  kind: z.enum(PURPOSE_KINDS),
  /** The purpose in words; required if `kind` is `other`. */
  text: line(100).optional(),
});

export const trackRequest = z.strictObject({
  /** The person, named by a reference that was made for this division (in its history of passes, its reviews or an earlier answer), by their code, or by their identity document. */
  person: z.union([personReference, z.strictObject({ code: codeText }), z.strictObject({ document })]),
  purpose,
});

/** The part of a track that the answer contains. `whole`: all passes of a person who lives in the division. `division`: only the passes in the division, of a person who lives elsewhere. */
const extent = z.enum(["whole", "division"]);

export const track = z.strictObject({
  person: personReference,
  maskedName: z.string(),
  /** How the identity of the person is proved. */
  proof: proofLevel,
  extent,
  /** False if the person has 2,000 passes or more in the last 30 days: then only the newest 2,000 were read. */
  complete: z.boolean(),
  /** The visible passes of the person, newest first. */
  passes: z.array(
    pass.pick({ id: true, at: true, pointName: true, colour: true }).extend({
      division: divisionCode,
      divisionName: z.string(),
      /** The place of the gate in WGS-84 degrees; null: unknown. */
      location: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    }),
  ),
});

export const looksQuery = z.strictObject({
  /** The wanted page: `nextPage` of the previous page; absent: the first page. */
  page: z.string().max(64).optional(),
});

const look = z.strictObject({
  at: instant,
  /** The division in whose name an administrator read the data. No field names the administrator. */
  office: divisionCode,
  officeName: z.string(),
  purpose: z.strictObject({ kind: z.enum(LOOK_KINDS), text: z.string().nullable() }),
  /** The data that the administrator saw. `whole` and `division`: a track of that extent. `appeal_file`: a file of the person's appeal. `decisions`: the decisions of the person's colour. `managers`: who manages the person. `colour`: the present colour, by another system (a client) to which the person showed a code; the text of the purpose begins with its name. `nobody`: a look-up that found nobody; only in the record of a division, with an empty `maskedName`. */
  extent: z.enum(LOOK_EXTENTS),
  /** False if the chain of hashes is broken at this row: the database was changed. */
  intact: z.boolean(),
});

/** A page of the looks at one person's data, newest first. `nextPage` is null on the last page. */
export const looks = z.strictObject({ looks: z.array(look), nextPage: z.string().nullable() });

/** Looks in the name of a division and of the divisions below it. `maskedPhone` is the phone of the administrator, or the name of the client, `maskedName` the name of the person. */
export const divisionLooks = z.strictObject({
  looks: z.array(look.extend({ maskedPhone: z.string(), maskedName: z.string() })),
  nextPage: z.string().nullable(),
});

/** The codes of problems with a body that names a person by reference, code or document. */
export const NAMED_PERSON = [...DOCUMENT, "code_not_accepted", "unknown_holder"] as const;

export const TRACKS = feature("looks", {
  track: {
    summary: "The track of a person",
    description:
      "For administrators of a division where the person lives or has passed, with a purpose. Lists the passes of the last 30 days, newest first. The person and the divisions above can read the record of this look. An office has at most 20 look-ups per hour that find nobody; the divisions above can read their record too.",
    method: "POST",
    path: `${DIVISION}/tracks`,
    event: "look",
    stepUp: true,
    body: trackRequest,
    answers: { 200: track },
    problems: [...OFFICE, ...NAMED_PERSON, "purpose_missing", "person_not_here", "too_many_requests"],
  },
  looks: {
    summary: "Looks at a person's data",
    description:
      "For a manager of the person. Lists each look at the person's data with its office, time and purpose, newest first, in pages. Looks are stored for 180 days.",
    method: "GET",
    path: `${PERSON}/looks`,
    query: looksQuery,
    answers: { 200: looks },
    problems: [...MANAGER, "not_manager"],
  },
  divisionLooks: {
    summary: "Looks in the name of a division",
    description:
      "For administrators of the division or above. Lists the looks in the name of the division and of the divisions below it, newest first, in pages. Looks are stored for 180 days.",
    method: "GET",
    path: `${DIVISION}/looks`,
    query: looksQuery,
    answers: { 200: divisionLooks },
    problems: [...OFFICE],
  },
});

export type TrackRequest = z.infer<typeof trackRequest>;
export type Track = z.infer<typeof track>;
export type Look = z.infer<typeof look>;
export type Looks = z.infer<typeof looks>;
export type DivisionLooks = z.infer<typeof divisionLooks>;
