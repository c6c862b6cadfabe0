/** Plans which part of a camera frame or a picture is decoded, at which size, and with how much effort. Pure. Source: platform.md, browser traps. */

/** The centre square is scaled to this side in pixels. A live code of 61 modules that fills a third of the width of a 1280 × 720 frame then has almost 5 pixels per module. */
const SQUARE_PIXELS = 480;
/** Every fourth frame is decoded whole, for a code that is off-centre, small or turned. */
const WHOLE_FRAME_EVERY = 4;
/** A whole frame is scaled to at most this longer side: some cameras ignore the requested resolution and deliver 4K, which would take a second per frame. */
const WHOLE_FRAME_MAX_PIXELS = 1280;

/** The part of a picture to decode: a rectangle in pixels of the picture, its size in pixels after scaling (`toWidth`, `toHeight`), and whether the decoder also searches for turned, inverted and large symbols (`tryHarder`). */
export interface FramePlan {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly toWidth: number;
  readonly toHeight: number;
  readonly tryHarder: boolean;
}

/** Plans frame `n` (from 0) of a camera of `width` × `height` pixels. */
export function planFrame(n: number, width: number, height: number): FramePlan {
  return n % WHOLE_FRAME_EVERY === WHOLE_FRAME_EVERY - 1
    ? planWhole(width, height, WHOLE_FRAME_MAX_PIXELS)
    : planSquare(width, height);
}

/** Plans a still picture: all of it, scaled so that its longer side is at most `maxPixels`. */
export function planWhole(width: number, height: number, maxPixels: number): FramePlan {
  const scale = Math.min(1, maxPixels / Math.max(width, height));
  return { x: 0, y: 0, width, height, toWidth: Math.round(width * scale), toHeight: Math.round(height * scale), tryHarder: true };
}

function planSquare(width: number, height: number): FramePlan {
  const side = Math.min(width, height);
  const to = Math.min(side, SQUARE_PIXELS);
  return {
    x: Math.floor((width - side) / 2),
    y: Math.floor((height - side) / 2),
    width: side,
    height: side,
    toWidth: to,
    toHeight: to,
    tryHarder: false,
  };
}
