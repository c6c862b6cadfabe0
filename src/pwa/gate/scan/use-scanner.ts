/** Camera, decoder and their watch as one state for the screen. Each failure is mended once by itself, then shown; it ends by itself where pictures or answers come again. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useVisible } from "../../ui/while-visible.ts";
import { type Camera, type CameraRefusal, camerasHere, openCamera } from "./camera.ts";
import { type Decoder, openDecoder } from "./decoder.ts";
import { startScanLoop, type ScanLoop } from "./scan-loop.ts";
import { type Finding, judge, OPENED_WITHIN_MS } from "./watch.ts";

export type Look =
  | "starting"
  | "running"
  /** The browser plays the picture only after a touch. */
  | "touch"
  /** The system has not answered whether there is a camera. */
  | "unanswered"
  /** The camera gives no pictures any more. */
  | "stopped"
  /** The decoder's file is not here yet. */
  | "loading"
  /** The decoder cannot run. */
  | "broken"
  | CameraRefusal;

interface Scanner {
  readonly video: { readonly current: HTMLVideoElement | null };
  readonly look: Look;
  /** A symbol that is no code was in view a moment ago. */
  readonly seesForeign: boolean;
  readonly camera: Camera | null;
  readonly cameras: readonly string[];
  readonly decoder: Decoder | null;
  /** Opens camera and decoder again. */
  readonly retry: () => void;
  /** Inside a touch. */
  readonly play: () => void;
}

const WATCH_EVERY_MS = 500;
/** The hint about a foreign symbol is displayed for this time after the last one. */
const FOREIGN_MS = 1500;
const SHOWN: Readonly<Record<Exclude<Finding, "fine">, Look>> = {
  no_pictures: "stopped",
  no_answers: "broken",
  still_loading: "loading",
};

export function useScanner(paused: boolean, onText: (text: string, capturedAtMs: number) => void): Scanner {
  const video = useRef<HTMLVideoElement>(null);
  const [look, setLook] = useState<Look>("starting");
  const [camera, setCamera] = useState<Camera | null>(null);
  const [cameras, setCameras] = useState<readonly string[]>([]);
  const [decoder, setDecoder] = useState<Decoder | null>(null);
  const [openings, setOpenings] = useState(0);
  const [starts, setStarts] = useState(0);
  const [foreign, setForeign] = useState<object | null>(null);
  const visible = useVisible();
  const loop = useRef<ScanLoop | null>(null);
  const take = useRef(onText);
  take.current = onText;
  /** The parts that were opened again by themselves and have not worked since. */
  const mended = useRef(new Set<"camera" | "decoder">());

  const mend = (part: "camera" | "decoder", shown: Look): void => {
    if (mended.current.has(part)) {
      setLook(shown);
      return;
    }
    mended.current.add(part);
    if (part === "camera") setOpenings((count) => count + 1);
    else setStarts((count) => count + 1);
  };

  useEffect(() => {
    const started = openDecoder();
    setDecoder(started);
    return () => started.close();
  }, [starts]);

  useEffect(() => {
    if (!visible) return undefined;
    let stands = true;
    let own: Camera | null = null;
    setLook("starting");
    const open = async (): Promise<void> => {
      const opening = await openCamera();
      if (!opening.ok) {
        if (stands && own === null) setLook(opening.refusal);
      } else if (!stands || own !== null) opening.camera.close();
      else {
        own = opening.camera;
        setCamera(own);
      }
      clearTimeout(slow);
    };
    const slow = setTimeout(() => {
      setLook("unanswered");
      void open();
    }, OPENED_WITHIN_MS);
    void open();
    return () => {
      stands = false;
      clearTimeout(slow);
      own?.close();
      setCamera(null);
    };
  }, [visible, openings]);

  useEffect(() => {
    const element = video.current;
    if (element === null || camera === null || decoder === null) return undefined;
    element.srcObject = camera.stream;
    // Some browsers play no picture before a touch.
    let needsTouch = false;
    element.play().then(
      () => undefined,
      (error: unknown) => {
        needsTouch = error instanceof DOMException && error.name === "NotAllowedError";
        if (needsTouch) setLook("touch");
      },
    );
    const scanLoop = startScanLoop(element, decoder, {
      onText: (text, capturedAtMs) => take.current(text, capturedAtMs),
      onForeign: () => setForeign({}),
      onBroken: () => mend("decoder", "broken"),
    });
    loop.current = scanLoop;
    setLook("running");
    camera.onChange((change) => {
      scanLoop.mute(change === "mute");
      if (change === "ended") mend("camera", "stopped");
    });
    void camerasHere().then(setCameras);
    const startedMs = performance.now();
    let before: Finding = "fine";
    const watch = setInterval(() => {
      needsTouch &&= element.paused;
      const sight = scanLoop.sight();
      const finding = needsTouch || sight === null ? "fine" : judge(sight, performance.now());
      // Twice in a row: after a pause of the whole page this may run before the first new picture.
      if (finding === before) follow(finding, needsTouch);
      before = finding;
    }, WATCH_EVERY_MS);
    const follow = (finding: Finding, isWaiting: boolean): void => {
      if (finding === "no_pictures") mend("camera", "stopped");
      else if (finding === "no_answers") mend("decoder", "broken");
      else if (finding === "still_loading") setLook(SHOWN.still_loading);
      else if (!isWaiting && scanLoop.works()) {
        setLook("running");
        if (performance.now() - startedMs > OPENED_WITHIN_MS) mended.current.clear();
      }
    };
    return () => {
      clearInterval(watch);
      scanLoop.stop();
    };
  }, [camera, decoder]);
  useEffect(() => {
    const timer = setTimeout(() => setForeign(null), FOREIGN_MS);
    return () => clearTimeout(timer);
  }, [foreign]);
  useEffect(() => loop.current?.setPaused(paused), [paused, camera, decoder]);

  const retry = (): void => {
    mended.current.clear();
    setStarts((count) => count + 1);
    setOpenings((count) => count + 1);
  };
  const play = (): void =>
    void video.current?.play().then(
      () => setLook("running"),
      () => undefined,
    );
  return { video, look, seesForeign: foreign !== null, camera, cameras, decoder, retry, play };
}
