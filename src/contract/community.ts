/** Bodies of /api/v1/communities/{division}. Source: product.md §4. */
import * as z from "zod";
import { passage } from "./passage.ts";
import { calendarDate, codeText, divisionCode, instant, line, opaqueId, personReference, role, senderId } from "./primitives.ts";
import { codeRefusal, colour } from "./verify.ts";

/** WGS-84 degrees, metres. */
const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Null where the place was read from a map. */
  accuracyMetres: z.number().min(0).max(100_000).nullable(),
});

export const addPointRequest = z.strictObject({
  id: senderId,
  name: line(40),
  address: line(100),
  location: location.optional(),
});

/** What is not named stays; a location of null goes. */
export const changePointRequest = z.strictObject({
  name: line(40).optional(),
  address: line(100).optional(),
  location: location.nullable().optional(),
});

export const point = z.strictObject({
  id: senderId,
  name: z.string(),
  address: z.string(),
  location: location.optional(),
  /** How many collectors stand here now. */
  standing: z.int(),
});

/** What a collector or an administrator of the community sees first. */
export const workbench = z.strictObject({
  division: divisionCode,
  name: z.string(),
  roles: z.array(role),
  points: z.array(point),
  /** The asking collector's current point. */
  post: senderId.nullable(),
});

export const collector = z.strictObject({
  id: opaqueId,
  phone: z.string(),
  maskedName: z.string(),
  addedAt: instant,
  post: senderId.nullable(),
});
export const collectors = z.strictObject({ collectors: z.array(collector) });
/** Also of a collector removed since. */
export const collectorRecord = z.strictObject({
  id: opaqueId,
  maskedName: z.string(),
  maskedPhone: z.string(),
  addedAt: instant,
  removedAt: instant.nullable(),
  /** The name of the point where they stand now. */
  post: z.string().nullable(),
  /** Passes that they registered since then: 30 days, or less where there are too many to count. */
  total: z.int(),
  since: instant,
  /** Newest day first, and in it the point with the most. */
  counts: z.array(z.strictObject({ day: calendarDate, pointId: senderId, pointName: z.string(), passes: z.int() })),
});
/** Whom: by the code that they show, or by the number that they log in with. */
const byPhone = z.strictObject({ phone: z.string().min(5).max(24) });
export const addCollectorRequest = z.union([z.strictObject({ code: codeText }), byPhone]);
/** Whose number that is, before they are added. */
export const findCollectorRequest = byPhone;
export const foundCollector = z.strictObject({ maskedName: z.string() });

export const switchPostRequest = z.strictObject({ pointId: senderId });

/** Of the person who stands at the gate: by their code, as for a pass. */
export const redeclarationRequest = z.strictObject({ code: codeText });
/** When they were asked; earlier where the same gate has just asked. */
export const redeclaration = z.strictObject({ at: instant });

export const passesRequest = z.strictObject({
  passes: z
    .array(z.strictObject({ id: senderId, code: codeText }))
    .min(1)
    .max(100),
});
export const passResult = z.discriminatedUnion("state", [
  z.strictObject({
    id: senderId,
    state: z.literal("registered"),
    at: instant,
    pointId: senderId,
    maskedName: z.string(),
    colour,
    declaredAt: instant.nullable(),
    /** What the policy around the gate says of this colour. */
    passage,
  }),
  z.strictObject({
    id: senderId,
    state: z.literal("refused"),
    refusal: codeRefusal,
  }),
]);
export const passesResponse = z.strictObject({ results: z.array(passResult) });

export const pass = z.strictObject({
  id: senderId,
  at: instant,
  pointId: senderId,
  pointName: z.string(),
  person: personReference,
  maskedName: z.string(),
  colour,
  collectorId: opaqueId,
  collectorPhone: z.string(),
});
/** Newest first. */
export const passPage = z.strictObject({
  passes: z.array(pass),
  /** For `page`, with the same filters; null at the end. A page may be short, or empty, and not be the last. */
  nextPage: z.string().nullable(),
});

export type AddPointRequest = z.infer<typeof addPointRequest>;
export type ChangePointRequest = z.infer<typeof changePointRequest>;
export type Point = z.infer<typeof point>;
export type Workbench = z.infer<typeof workbench>;
export type Collector = z.infer<typeof collector>;
export type CollectorRecord = z.infer<typeof collectorRecord>;
export type FoundCollector = z.infer<typeof foundCollector>;
export type Collectors = z.infer<typeof collectors>;
export type Redeclaration = z.infer<typeof redeclaration>;
export type PassesRequest = z.infer<typeof passesRequest>;
export type PassResult = z.infer<typeof passResult>;
export type PassesResponse = z.infer<typeof passesResponse>;
export type Pass = z.infer<typeof pass>;
export type PassPage = z.infer<typeof passPage>;
