/** Reads a code from a chosen picture: a screenshot of a paper code, a photograph. */
import { mayBeCode } from "../../../token/code/parse.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import { within } from "../../app/within.ts";
import type { Decoder } from "./decoder.ts";
import { planWhole } from "./frame-plan.ts";

/** The longer side to which a picture is scaled, because photographs have 12 megapixels and more. A paper code that fills a tenth of the width still has 4 pixels per module. */
const PICTURE_MAX_PIXELS = 2000;

/** Why a picture gave no code: it has none, or the decoder does not work on this device. */
export type PictureRefusal = { readonly code: "no_code" | "no_decoder" };

/** The text of the first QR symbol in a picture that may be a code. A file that is not a picture has none. */
export async function readPicture(file: Blob, decoder: Decoder): Promise<Result<string, PictureRefusal>> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return refuse({ code: "no_code" });
  try {
    const decoding = decoder.decode(bitmap, planWhole(bitmap.width, bitmap.height, PICTURE_MAX_PIXELS));
    const text = (await within(READ_WITHIN_MS, decoding)).find(mayBeCode);
    return text === undefined ? refuse({ code: "no_code" }) : accept(text);
  } catch {
    return refuse({ code: "no_decoder" });
  } finally {
    bitmap.close();
  }
}

const READ_WITHIN_MS = 10_000;
