/** The scan worker as a function: a part of a picture in, the texts of its QR symbols out. */
import type { FramePlan } from "./frame-plan.ts";
import type { DecodeAnswer, DecodeRequest } from "./scan-worker.ts";

/** What is decoded: the current frame of a video, or a picture. */
type Source = HTMLVideoElement | ImageBitmap;

export interface Decoder {
  /** The texts of the QR symbols in the planned part of the source, in no order. Rejects if the worker or its wasm fails. */
  decode(source: Source, plan: FramePlan): Promise<readonly string[]>;
  /** Whether it has decoded a picture: its file and its wasm are here. */
  hasAnswered(): boolean;
  /** Takes no more pictures. The worker ends after its answers to those it has, because a frame that nobody closes is missing from the camera. */
  close(): void;
}

/** The worker is gone, and with it every later answer: only a new decoder can read. */
export class DecoderGone extends Error {}

/** A worker that has not answered by then hangs, and ends with what it has. */
const LAST_ANSWERS_MS = 60_000;

interface Waiting {
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the worker; its wasm loads with the first picture. */
export function openDecoder(): Decoder {
  const worker = new Worker(new URL("./scan-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let nextId = 0;
  let isGone = false;
  let answered = false;

  function settle(id: number, act: (waiter: Waiting) => void): void {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (waiter !== undefined) act(waiter);
    if (isGone && waiting.size === 0) worker.terminate();
  }
  worker.addEventListener("message", (event: MessageEvent<DecodeAnswer>) => {
    const answer = event.data;
    answered = true;
    settle(answer.id, (waiter) => {
      if (answer.ok) waiter.resolve(answer.texts);
      else waiter.reject(new Error(answer.reason));
    });
  });
  const leave = (): void => {
    isGone = true;
    for (const id of waiting.keys()) settle(id, (waiter) => waiter.reject(new DecoderGone()));
  };
  worker.addEventListener("error", leave);
  worker.addEventListener("messageerror", leave);

  return {
    async decode(source, plan) {
      if (isGone) throw new DecoderGone();
      const picture = await cut(source, plan);
      // The worker may have ended in the meantime. A camera has few frames: each is closed.
      if (isGone) {
        if (!(picture instanceof ImageData)) picture.close();
        throw new DecoderGone();
      }
      const id = nextId++;
      const request: DecodeRequest = { id, picture, plan };
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage(request, [picture instanceof ImageData ? picture.data.buffer : picture]);
      });
    },
    hasAnswered: () => answered,
    close() {
      isGone = true;
      if (waiting.size === 0) worker.terminate();
      else setTimeout(() => worker.terminate(), LAST_ANSWERS_MS);
    },
  };
}

/** Safari before 16.4 has no OffscreenCanvas, so no way to pixels in a worker: there the main thread reads them. */
const workerReadsBitmaps = typeof OffscreenCanvas === "function";

/**
 * The frame of a video as it is: the worker cuts it, and the page stays free for touches. Null if the browser cannot make one, or if the frame is rotated
 * against the video, as on some phones: then the plan does not fit the frame.
 */
function frameOf(video: HTMLVideoElement): VideoFrame | null {
  if (typeof VideoFrame !== "function") return null;
  const frame = new VideoFrame(video);
  if (frame.displayWidth === video.videoWidth && frame.displayHeight === video.videoHeight) return frame;
  frame.close();
  return null;
}

async function cut(source: Source, plan: FramePlan): Promise<VideoFrame | ImageBitmap | ImageData> {
  const frame = source instanceof HTMLVideoElement && workerReadsBitmaps ? frameOf(source) : null;
  if (frame !== null) return frame;
  if (workerReadsBitmaps) {
    return createImageBitmap(source, plan.x, plan.y, plan.width, plan.height, {
      resizeWidth: plan.toWidth,
      resizeHeight: plan.toHeight,
      resizeQuality: "low",
    });
  }
  const canvas = document.createElement("canvas");
  canvas.width = plan.toWidth;
  canvas.height = plan.toHeight;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d context");
  context.drawImage(source, plan.x, plan.y, plan.width, plan.height, 0, 0, plan.toWidth, plan.toHeight);
  return context.getImageData(0, 0, plan.toWidth, plan.toHeight);
}
