/** Decodes one picture at a time to the texts of its QR symbols. Independent of codes, cameras and screens. */
import "../../app/floor.ts";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** The most symbols that are searched for in a picture: enough for a code beside some posters. More would slow each frame down. */
const MAX_SYMBOLS = 4;

// The wasm file of this app. By default the package would load it from the CDN of a third party.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

let canvas: OffscreenCanvas | undefined;

function pixelsOf(picture: ImageBitmap | ImageData): ImageData {
  if (picture instanceof ImageData) return picture;
  const { width, height } = picture;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d context");
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height);
}

async function decode(request: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const results = await readBarcodes(pixelsOf(request.picture), {
      formats: ["QRCode"],
      tryHarder: request.tryHarder,
      tryRotate: request.tryHarder,
      tryInvert: request.tryHarder,
      tryDownscale: request.tryHarder,
      maxNumberOfSymbols: MAX_SYMBOLS,
    });
    return { id: request.id, ok: true, texts: results.map(({ text }) => text) };
  } catch (error) {
    return { id: request.id, ok: false, reason: String(error) };
  }
}

// A worker's postMessage takes no target origin. The empty transfer list selects its type instead of that of a window's postMessage.
addEventListener("message", (event: MessageEvent<DecodeRequest>) => {
  const answer = async (): Promise<void> => postMessage(await decode(event.data), { transfer: [] });
  void answer();
});

/** A frame to decode. The picture is transferred, so the sender can no longer use it. */
export interface DecodeRequest {
  readonly id: number;
  readonly picture: ImageBitmap | ImageData;
  readonly tryHarder: boolean;
}

export type DecodeAnswer =
  /** `texts` has the text of each symbol; empty for a picture without a symbol. */
  | { readonly id: number; readonly ok: true; readonly texts: readonly string[] }
  | { readonly id: number; readonly ok: false; readonly reason: string };
