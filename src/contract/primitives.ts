/** Shapes that several bodies share. Bounds only; meaning is checked by the domain. */
import * as z from "zod";

/** RFC 3339 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z.iso.datetime({ precision: 3 });

/** A calendar date that exists, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date();

/** Ids made by the sender: a repeated id is the same request. RFC 9562. */
export const senderId = z.uuid();

/** Ids made by the server: opaque, base64url. */
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** A person as administrators of one division name them: sealed for that division, good for nothing in another. */
export const personReference = z.string().regex(/^[A-Za-z0-9_-]{54}$/);

/** 2, 4, 6, 9 or 12 digits. */
export const divisionCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/);

/** A code as read from the symbol. The bound is above the longest live code, so that a longer one gets the verifier's own refusal. */
export const codeText = z.string().min(1).max(1024);

/** Chinese first, English whole. */
export const sentence = z.strictObject({ zh: z.string(), en: z.string() });

/** What an account may do in one division. */
export const role = z.enum(["collector", "administrator"]);

/** Free text on one line: no control characters, no emoji, no line breaks. */
export const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{C}\p{Extended_Pictographic}\u2028\u2029]*$/u, "control characters and pictographs are not accepted");

/** A request of operators, signed under the master secret; its act is a JSON text of the shape that its path names. Source: docs/operate.md. */
export const operatorRequest = z.strictObject({ request: z.string().min(1).max(4096) });
