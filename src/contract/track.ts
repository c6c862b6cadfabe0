/** Bodies of /api/v1/divisions/{code}/tracks and …/looks, and of /api/v1/people/{id}/looks. Source: product.md §4, §5. */
import * as z from "zod";
import { LOOK_EXTENTS, LOOK_KINDS, PURPOSE_KINDS } from "../domain/look/look.ts";
import { DIVISION, DOCUMENT, MANAGER, OFFICE, feature, PERSON } from "./operation.ts";
import { pass } from "./pass.ts";
import { document } from "./people.ts";
import { codeText, divisionCode, instant, line, personReference } from "./primitives.ts";

const purpose = z.strictObject({
  kind: z.enum(PURPOSE_KINDS),
  /** Required with `other`. */
  text: line(100).optional(),
});

export const trackRequest = z.strictObject({
  /** By the reference of a row of the history, by the code that they show, or by their identity document. */
  person: z.union([personReference, z.strictObject({ code: codeText }), z.strictObject({ document })]),
  purpose,
});

/** `whole`: of somebody who lives there; `division`: what somebody passed there. */
const extent = z.enum(["whole", "division"]);

export const track = z.strictObject({
  person: personReference,
  maskedName: z.string(),
  extent,
  /** False where there are more than are shown at once. */
  complete: z.boolean(),
  /** Newest first. */
  passes: z.array(
    pass.pick({ id: true, at: true, pointName: true, colour: true }).extend({
      division: divisionCode,
      divisionName: z.string(),
      /** Of the point, WGS-84 degrees. */
      location: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    }),
  ),
});

export const looksQuery = z.strictObject({
  /** `nextPage` of the page before. */
  page: z.string().max(64).optional(),
});

const look = z.strictObject({
  at: instant,
  /** The division in whose name it was made: the office, not the person. */
  office: divisionCode,
  officeName: z.string(),
  purpose: z.strictObject({ kind: z.enum(LOOK_KINDS), text: z.string().nullable() }),
  /** `appeal_file`: a file that the person sent with an appeal; `decisions`: how their colour was decided. */
  extent: z.enum(LOOK_EXTENTS),
  /** False where the record was changed in the database. */
  intact: z.boolean(),
});

/** Newest first. */
export const looks = z.strictObject({ looks: z.array(look), nextPage: z.string().nullable() });

/** Looks made in the name of a division and of those below it, with the administrator's masked phone and whom they looked at. */
export const divisionLooks = z.strictObject({
  looks: z.array(look.extend({ maskedPhone: z.string(), maskedName: z.string() })),
  nextPage: z.string().nullable(),
});

/** Problems of a person who is named in a body: by reference, code or document. */
export const NAMED_PERSON = [...DOCUMENT, "code_not_accepted", "unknown_holder"] as const;

export const TRACKS = feature("looks", {
  track: {
    summary: "The track of a person",
    description:
      "For administrators of a division where the person lives or has passed, with a purpose. The person and the divisions above see the look. Passes of the last 30 days, newest first.",
    method: "POST",
    path: `${DIVISION}/tracks`,
    body: trackRequest,
    answers: { 200: track },
    problems: [...OFFICE, ...NAMED_PERSON, "purpose_missing", "person_not_here"],
  },
  looks: {
    summary: "Looks at a person",
    description:
      "For a manager of the person. Which office looked at the person, when and why; newest first, in pages. Kept for 180 days.",
    method: "GET",
    path: `${PERSON}/looks`,
    query: looksQuery,
    answers: { 200: looks },
    problems: [...MANAGER, "not_manager"],
  },
  divisionLooks: {
    summary: "Looks by a division",
    description:
      "For administrators of the division or above. Looks at persons in the name of the division and of those below it; newest first, in pages. Kept for 180 days.",
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
