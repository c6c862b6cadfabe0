/** Declarations, the health reports of a person: bodies and operations of /api/v1/people/{person}/declarations. Source: product.md §3. */
import * as z from "zod";
import { CATEGORIES, DECLARATION_SENTENCES, type DeclarationRefusal } from "../domain/declaration/declaration.ts";
import { MANAGER, feature, PERSON } from "./operation.ts";
import { calendarDate, divisionCode, instant, line, senderId, typedPhone } from "./primitives.ts";

export const category = z.enum(CATEGORIES);
export const symptom = z.enum(["fever", "cough", "fatigue", "breathless", "diarrhoea", "other"]);
export const contact = z.enum(["none", "confirmed", "suspected", "fever_patient", "unsure"]);

const place = z.strictObject({ division: divisionCode, detail: line(100).optional() });

export const declarationRequest = z.strictObject({
  /** The phone makes it. A repeated request with the same id creates no second declaration. */
  id: senderId,
  category,
  presentPlace: place,
  /** The address in the region: a street (9 digits) or a community (12 digits), and the house and door. */
  addressHere: z.strictObject({ division: divisionCode, detail: line(100) }),
  /** The date of arrival; only in the categories `returning` and `arriving`. */
  plannedArrival: calendarDate.optional(),
  phone: typedPhone,
  /** The body temperature in °C, with at most one decimal. */
  temperatureCelsius: z.number().min(34).max(43).multipleOf(0.1),
  symptoms: z.array(symptom).max(6),
  contact,
  /** The other places of the person in the last 14 days, with the first and the last day there. */
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

/** The number of a declaration in a path or a query, where it arrives as text. */
const number = z.coerce.number<string | number>().int().min(1).max(Number.MAX_SAFE_INTEGER);
const DECLARATION = Object.keys(DECLARATION_SENTENCES) as readonly DeclarationRefusal["code"][];
const pageQuery = z.strictObject({ before: number.optional() });

export const DECLARATIONS = feature("health", {
  declarations: {
    summary: "Declarations of a person",
    description:
      "For a manager of the person. Lists the declarations in pages, newest first: `before` is `nextBefore` of the previous page.",
    method: "GET",
    path: `${PERSON}/declarations`,
    query: pageQuery,
    answers: { 200: declarationPage },
    problems: [...MANAGER, "not_manager"],
  },
  declare: {
    summary: "Declare health, contacts and journey",
    description:
      "For a manager of the person. Stores a declaration and decides the colour again. The phone makes the id. A repeated request with the same id creates no second declaration. At most 60 per hour. The nation takes none for an address in a region with a system of its own (`region_covered`): `GET /api/v1/regions` names it.",
    method: "POST",
    path: `${PERSON}/declarations`,
    body: declarationRequest,
    answers: { 201: declarationReceipt },
    problems: [
      ...MANAGER,
      "not_manager",
      "held_by_another",
      "phone_not_confirmed",
      "too_many_requests",
      "division_unknown",
      "region_covered",
      ...DECLARATION,
    ],
  },
  declaration: {
    summary: "One declaration",
    description: "For a manager of the person. Answers the declaration with this number, as the phone sent it.",
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
