/** Runs frames of a camera through the decoder, one at a time, until stopped, and keeps the times by which watch.ts judges. Reports the first symbol that may be a code and ignores others, such as posters. */
import { mayBeCode } from "../../../token/code/parse.ts";
import { DecoderGone, type Decoder } from "./decoder.ts";
import { planFrame } from "./frame-plan.ts";
import type { Sight } from "./watch.ts";

/** After this many failed frames in a row the decoder counts as broken. A single failure is usual: the first createImageBitmap of a video throws in one start of four (platform.md). */
const FAILURES_UNTIL_BROKEN = 30;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface ScanLoop {
  /** While paused, no frame is decoded, and the camera stays on, so that the next scan starts at once. */
  setPaused(paused: boolean): void;
  /** The system has taken the camera away for a while, or given it back. */
  mute(muted: boolean): void;
  /** Null while paused, and after the end. */
  sight(): Sight | null;
  /** Whether pictures were read since the start. */
  works(): boolean;
  stop(): void;
}

export interface ScanEvents {
  /** `capturedAtMs` is performance.now() at the moment the frame was taken. */
  readonly onText: (text: string, capturedAtMs: number) => void;
  /** Called for each frame that has QR symbols, none of which may be a code, such as a poster. */
  readonly onForeign: () => void;
  /** The decoder cannot run: it is gone, or fails with each frame. */
  readonly onBroken: () => void;
}

export function startScanLoop(video: HTMLVideoElement, decoder: Decoder, events: ScanEvents): ScanLoop {
  let stopped = false;
  let paused = false;
  let works = false;
  const sight: Mutable<Sight> = { frameMs: performance.now(), mutedMs: null, askedMs: null, hasAnswered: decoder.hasAnswered() };

  async function run(): Promise<void> {
    let failures = 0;
    for (let n = 0; ; n += 1) {
      if (await nextFrame(video)) sight.frameMs = performance.now();
      if (stopped) return;
      if (paused || video.videoWidth === 0 || video.paused) continue;
      const capturedAtMs = performance.now();
      sight.askedMs = capturedAtMs;
      try {
        const texts = await decoder.decode(video, planFrame(n, video.videoWidth, video.videoHeight));
        failures = 0;
        works = true;
        sight.hasAnswered = true;
        if (stopped || paused) continue;
        const code = texts.find(mayBeCode);
        if (code !== undefined) events.onText(code, capturedAtMs);
        else if (texts.length > 0) events.onForeign();
      } catch (error) {
        failures += 1;
        if (stopped) return;
        if (error instanceof DecoderGone || failures === FAILURES_UNTIL_BROKEN) events.onBroken();
        if (error instanceof DecoderGone) {
          stopped = true;
          return;
        }
      } finally {
        sight.askedMs = null;
        sight.frameMs += performance.now() - capturedAtMs;
      }
    }
  }
  void run();

  return {
    setPaused(value) {
      // A covered video may report no pictures: its watch begins again.
      if (paused && !value) sight.frameMs = performance.now();
      paused = value;
    },
    mute(muted) {
      sight.mutedMs = muted ? performance.now() : null;
    },
    sight: () => (paused || stopped ? null : sight),
    works: () => works,
    stop() {
      stopped = true;
    },
  };
}

/**
 * Waits for the next camera frame, or for the next repaint where a browser does not report frames, but at most half a second: a hidden or stopped video has no frames.
 * Returns whether the picture is a new one.
 */
async function nextFrame(video: HTMLVideoElement): Promise<boolean> {
  const before = video.currentTime;
  const hasMoved = (): boolean => video.currentTime !== before;
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 500, false);
    const end = (isNew: boolean): void => {
      clearTimeout(timer);
      resolve(isNew);
    };
    if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(() => end(true));
    else requestAnimationFrame(() => end(hasMoved()));
  });
}
