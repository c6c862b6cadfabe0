/** Decodes one picture at a time to the texts of its QR symbols. Independent of codes, cameras and screens. */
import "../../app/floor.ts";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { FramePlan } from "./frame-plan.ts";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** The most symbols that are searched for in a picture: enough for a code beside some posters. More would slow each frame down. */
const MAX_SYMBOLS = 4;

// The wasm file of this app. By default the package would load it from the CDN of a third party.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

let canvas: OffscreenCanvas | undefined;

function pixelsOf({ picture, plan }: DecodeRequest): ImageData {
  if (picture instanceof ImageData) return picture;
  const [width, height] = [plan.toWidth, plan.toHeight];
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  try {
    if (context === null) throw new Error("no 2d context");
    // A bitmap is cut already.
    if ("codedWidth" in picture) context.drawImage(picture, plan.x, plan.y, plan.width, plan.height, 0, 0, width, height);
    else context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    // A camera has few frames: each is closed.
    picture.close();
  }
}

async function decode(request: DecodeRequest): Promise<DecodeAnswer> {
  try {
    const { tryHarder } = request.plan;
    const results = await readBarcodes(pixelsOf(request), {
      formats: ["QRCode"],
      tryHarder,
      tryRotate: tryHarder,
      tryInvert: tryHarder,
      tryDownscale: tryHarder,
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
  /** A whole frame of a video, or the planned part of a picture in its planned size. */
  readonly picture: VideoFrame | ImageBitmap | ImageData;
  readonly plan: FramePlan;
}

export type DecodeAnswer =
  /** `texts` has the text of each symbol; empty for a picture without a symbol. */
  | { readonly id: number; readonly ok: true; readonly texts: readonly string[] }
  | { readonly id: number; readonly ok: false; readonly reason: string };
