/** Shapes of values that several bodies share, such as times, ids and codes. They check form and size only; the domain checks the meaning. */
import * as z from "zod";
import { MAX_PHONE_CHARACTERS } from "../domain/identity/phone.ts";
import { withoutTraces } from "../domain/typing/fold.ts";
import { lineFault } from "../domain/typing/line.ts";

/** RFC 3339 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instant = z.iso.datetime({ precision: 3 });

/** A calendar date that exists, `YYYY-MM-DD`. */
export const calendarDate = z.iso.date();

/** An id that the sender of the request makes: a repeated request with the same id has no second effect. RFC 9562. */
export const senderId = z.uuid();

/** An id that the server makes: opaque, base64url. */
export const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** SHA-256 of a file, in hex. */
export const fileHash = z.string().regex(/^[0-9a-f]{64}$/);

/** The id of a list of facts or risk levels: of its proposal, or of a client's upload. */
export const listId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** A reference to a person for the administrators of one division: sealed for that division, and invalid in every other one. */
export const personReference = z.string().regex(/^[A-Za-z0-9_-]{54}$/);

/** The code of a division: 2, 4, 6, 9 or 12 digits; `0` the country, at the nation's issuer. */
export const divisionCode = z.string().regex(/^(0|\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/);

/** The text of a scanned code. The bound is far above the longest live code, so that the check of the code itself refuses a text that is a little too long. */
export const codeText = z.string().min(1).max(1024);

/** A sentence in Chinese and in English. */
export const sentence = z.strictObject({ zh: z.string(), en: z.string() });

/** The other use of a code that was used twice: a code counts once, and one holder cannot be at two distant gates within seconds. */
export const otherUse = z.strictObject({
  at: instant.describe("When the code was registered there."),
  point: z.string().describe("The name of the collection point."),
  community: z.string().describe("The name of the community of that point."),
});

/** A person's relation to a login, as the login states it. */
export const relation = z.enum(["self", "child", "parent", "other"]);

/** The role of an account in one division. */
export const role = z.enum(["collector", "administrator"]);

/** A name or a number as somebody typed it. The domain reads it; the bound limits the work for a hostile text. */
export const typed = (maxUnits: number) => z.string().min(1).max(maxUnits);

/** A phone number in any usual spelling. */
export const typedPhone = typed(MAX_PHONE_CHARACTERS);

/** Free text on one line: line breaks become spaces; no control characters, no emoji. The length counts characters, and not UTF-16 units. */
export const line = (maxLength: number) =>
  z
    .string()
    .overwrite(withoutTraces)
    .min(1)
    .refine((text) => lineFault(text, maxLength) !== "too_long", "the text is too long")
    .refine((text) => lineFault(text, maxLength) !== "characters", "control characters and pictographs are not accepted")
    .meta({ maxLength });
