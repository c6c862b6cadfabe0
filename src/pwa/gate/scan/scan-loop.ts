/** Runs frames of a camera through the decoder, one at a time, until stopped. Reports the first symbol that may be a code and ignores others, such as posters. */
import type { Decoder } from "./decoder.ts";
import { mayBeCode } from "../../../token/code/parse.ts";
import { planFrame } from "./frame-plan.ts";

/** After this many failed frames in a row the decoder counts as broken. A single failure is usual: the first createImageBitmap of a video throws in one start of four (platform.md). */
const FAILURES_UNTIL_BROKEN = 30;

export interface ScanLoop {
  /** While paused, no frame is decoded, and the camera stays on, so that the next scan starts at once. */
  setPaused(paused: boolean): void;
  stop(): void;
}

export interface ScanEvents {
  /** `capturedAtMs` is performance.now() at the moment the frame was taken. */
  readonly onText: (text: string, capturedAtMs: number) => void;
  /** Called for each frame that has QR symbols, none of which may be a code, such as a poster. */
  readonly onForeign: () => void;
  /** Called when the decoder cannot run on this device, so that only the other inputs work. */
  readonly onBroken: () => void;
}

export function startScanLoop(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents): ScanLoop {
  let stopped = false;
  let paused = false;

  async function run(): Promise<void> {
    let failures = 0;
    for (let n = 0; ; n += 1) {
      await nextFrame(video);
      if (stopped) return;
      if (paused || video.videoWidth === 0 || video.paused) continue;
      const capturedAtMs = performance.now();
      try {
        const texts = await decoder.decode(video, planFrame(n, video.videoWidth, video.videoHeight));
        failures = 0;
        if (stopped || paused) continue;
        const code = texts.find(mayBeCode);
        if (code !== undefined) events.onText(code, capturedAtMs);
        else if (texts.length > 0) events.onForeign();
      } catch {
        failures += 1;
        if (failures === FAILURES_UNTIL_BROKEN) events.onBroken();
      }
    }
  }
  void run();

  return {
    setPaused(value) {
      paused = value;
    },
    stop() {
      stopped = true;
    },
  };
}

/** Waits for the next camera frame, or for the next repaint where a browser does not report frames, but at most half a second: a hidden or stopped video has no frames. */
async function nextFrame(video: HTMLVideoElement): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 500);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(done);
    else requestAnimationFrame(done);
  });
}
