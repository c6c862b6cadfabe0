/** Reads a code from a chosen picture: a screenshot of a paper code, a photograph. */
import { mayBeCode } from "../../../token/code/parse.ts";
import type { Decoder } from "./decoder.ts";
import { planWhole } from "./frame-plan.ts";

/** The longer side to which a picture is scaled, because photographs have 12 megapixels and more. A paper code that fills a tenth of the width still has 4 pixels per module. */
const PICTURE_MAX_PIXELS = 2000;

/** The text of the first QR symbol in a picture that may be a code. Null without such a symbol, and for a file that is not a picture. */
export async function readPicture(file: Blob, decoder: Decoder): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const texts = await decoder.decode(bitmap, planWhole(bitmap.width, bitmap.height, PICTURE_MAX_PIXELS));
    bitmap.close();
    return texts.find(mayBeCode) ?? null;
  } catch {
    return null;
  }
}
