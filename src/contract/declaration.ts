/** Bodies of /api/v1/people/{id}/declarations. Source: product.md §3. */
import * as z from "zod";
import { CATEGORIES, DECLARATION_SENTENCES, type DeclarationRefusal } from "../domain/declaration/declaration.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { calendarDate, divisionCode, instant, line, senderId } from "./primitives.ts";

export const category = z.enum(CATEGORIES);
export const symptom = z.enum(["fever", "cough", "fatigue", "breathless", "diarrhoea", "other"]);
export const contact = z.enum(["none", "confirmed", "suspected", "fever_patient", "unsure"]);

const place = z.strictObject({ division: divisionCode, detail: line(100).optional() });

export const declarationRequest = z.strictObject({
  /** Made by the phone: the same id sent again is the same declaration. */
  id: senderId,
  category,
  presentPlace: place,
  /** The address here, down to a street (9 digits) or a community (12 digits). */
  addressHere: z.strictObject({ division: divisionCode, detail: line(100) }),
  /** With returning and arriving only. */
  plannedArrival: calendarDate.optional(),
  phone: z.string().min(5).max(24),
  /** °C, one decimal. */
  temperatureCelsius: z.number().min(34).max(43).multipleOf(0.1),
  symptoms: z.array(symptom).max(6),
  contact,
  /** Places of the last 14 days other than the present one. */
  places: z.array(z.strictObject({ division: divisionCode, from: calendarDate, to: calendarDate })).max(20),
  promise: z.literal(true),
});

export const advice = z.enum(["arrival_today"]);
export const declarationReceipt = z.strictObject({ n: z.int(), at: instant, advice: z.array(advice) });

export const declarationSummary = z.strictObject({
  n: z.int(),
  at: instant,
  category,
  temperatureCelsius: z.number(),
  symptoms: z.array(symptom),
});
export const declarationPage = z.strictObject({ declarations: z.array(declarationSummary), nextBefore: z.int().nullable() });
export const declarationDetail = declarationRequest.omit({ id: true }).extend({ n: z.int(), at: instant });

/** A declaration's number as the wire carries it: text. */
const number = z.coerce.number<string | number>().int().min(1).max(Number.MAX_SAFE_INTEGER);
const DECLARATION = Object.keys(DECLARATION_SENTENCES) as readonly DeclarationRefusal["code"][];
const pageQuery = z.strictObject({ before: number.optional() });

export const DECLARATIONS = feature("health", {
  declarations: {
    summary: "Declarations of a person",
    description: "For a manager of the person. Newest first, in pages: `before` is `nextBefore` of the previous page.",
    method: "GET",
    path: `${PERSON}/declarations`,
    query: pageQuery,
    answers: { 200: declarationPage },
    problems: [...MANAGER, "not_manager"],
  },
  declare: {
    summary: "Declare",
    description:
      "For a manager of the person. Stores a declaration and decides the colour anew. The id is made by the phone: the same id again is the same declaration. At most 60 in an hour.",
    method: "POST",
    path: `${PERSON}/declarations`,
    body: declarationRequest,
    answers: { 201: declarationReceipt },
    problems: [...MANAGER, "not_manager", "too_many_requests", "division_unknown", ...DECLARATION],
  },
  declaration: {
    summary: "One declaration",
    description: "For a manager of the person. The declaration with this number, as it was sent.",
    method: "GET",
    path: `${PERSON}/declarations/:n`,
    params: z.object({ n: number }),
    missing: "declaration_not_found",
    answers: { 200: declarationDetail },
    problems: [...MANAGER, "not_manager", "declaration_not_found"],
  },
});

export type DeclarationReceipt = z.infer<typeof declarationReceipt>;
export type DeclarationSummary = z.infer<typeof declarationSummary>;
export type DeclarationPage = z.infer<typeof declarationPage>;
export type DeclarationDetail = z.infer<typeof declarationDetail>;
