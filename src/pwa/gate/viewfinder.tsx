/** The camera with its frame and torch, and the other inputs: a scanner that types, a picture. Reports the text of what may be a code, and verifies nothing. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useWakeLock } from "../app/wake-lock.ts";
import { say, saySentence } from "../app/say.ts";
import type { Sentence } from "../app/say.ts";
import { openCamera } from "./scan/camera.ts";
import type { Camera, CameraRefusal } from "./scan/camera.ts";
import { openDecoder } from "./scan/decoder.ts";
import type { Decoder } from "./scan/decoder.ts";
import { startScanLoop } from "./scan/scan-loop.ts";
import type { ScanLoop } from "./scan/scan-loop.ts";
import { OtherWays } from "./other-ways.tsx";
import { useVisible } from "../ui/while-visible.ts";

export interface ViewfinderProps {
  /** While paused, the camera stays on and no frame is read. */
  readonly paused: boolean;
  readonly hint: string;
  readonly onText: (text: string, capturedAtMs: number) => void;
  /** A text in the corner of the picture. */
  readonly corner?: JSX.Element;
  /** An element beside the button for the other inputs. */
  readonly beside?: JSX.Element;
}

/** The hint for a QR symbol that is not a code. It is no verdict, because the symbol may belong to a poster. */
const FOREIGN: Sentence = { zh: "这不是健康码，请对准健康码", en: "This is not a health code. Aim at the code" };
/** The hint is displayed for this time after the last such symbol. */
const FOREIGN_MS = 1500;

type Looking = "starting" | "running" | "broken" | CameraRefusal;

export function Viewfinder(props: ViewfinderProps): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const [look, setLook] = useState<Looking>("starting");
  const [camera, setCamera] = useState<Camera | null>(null);
  const [tries, setTries] = useState(0);
  const [decoder, setDecoder] = useState<Decoder | null>(null);
  const visible = useVisible();
  const [foreign, setForeign] = useState<object | null>(null);
  const loop = useRef<ScanLoop | null>(null);
  const take = useRef(props.onText);
  take.current = props.onText;

  useWakeLock();
  useEffect(() => {
    const started = openDecoder();
    setDecoder(started);
    return () => started.close();
  }, []);
  useEffect(() => {
    if (!visible) return undefined;
    let open = true;
    let ownCamera: Camera | null = null;
    setLook("starting");
    const start = async (): Promise<void> => {
      const opening = await openCamera();
      if (opening.ok) ownCamera = opening.camera;
      if (!open) ownCamera?.close();
      else if (opening.ok) setCamera(opening.camera);
      else setLook(opening.refusal);
    };
    void start();
    return () => {
      open = false;
      ownCamera?.close();
      setCamera(null);
    };
  }, [visible, tries]);
  useEffect(() => {
    const element = video.current;
    if (element === null || camera === null || decoder === null) return undefined;
    element.srcObject = camera.stream;
    // Some browsers play no video before the first touch; the picture is black until then.
    void element.play().catch(() => undefined);
    const scanLoop = startScanLoop(element, decoder, {
      onText: (text, capturedAtMs) => take.current(text, capturedAtMs),
      onForeign: () => setForeign({}),
      onBroken: () => setLook("broken"),
    });
    loop.current = scanLoop;
    setLook("running");
    return () => scanLoop.stop();
  }, [camera, decoder]);
  useEffect(() => {
    const timer = setTimeout(() => setForeign(null), FOREIGN_MS);
    return () => clearTimeout(timer);
  }, [foreign]);
  useEffect(() => loop.current?.setPaused(props.paused), [props.paused, camera, decoder]);

  return (
    <>
      <div class={`viewfinder ${look}`}>
        <video ref={video} playsInline muted autoPlay aria-label={say("摄像头画面", "Camera picture")} />
        {props.corner}
        {look === "running" && <div class="corners" aria-hidden="true" />}
        {look === "running" && camera?.hasTorch === true && <Torch camera={camera} />}
        {look === "running" && <p class="aim">{foreign === null ? props.hint : saySentence(FOREIGN)}</p>}
        {look === "starting" && <p class="aim">{say("正在打开摄像头……", "Opening the camera…")}</p>}
        {look !== "running" && look !== "starting" && <Trouble kind={look} onRetry={() => setTries((n) => n + 1)} />}
      </div>
      <div class="below">
        <OtherWays decoder={decoder} onText={(text) => props.onText(text, performance.now())} />
        {props.beside}
      </div>
    </>
  );
}

function Torch(props: { readonly camera: Camera }): JSX.Element {
  const [on, setOn] = useState(false);
  async function toggle(): Promise<void> {
    await props.camera.setTorch(!on).then(
      () => setOn(!on),
      () => undefined,
    );
  }
  return (
    <button class="torch" type="button" aria-pressed={on} onClick={() => void toggle()}>
      {say("手电筒", "Torch")}
    </button>
  );
}

type TroubleKind = Exclude<Looking, "starting" | "running">;

function Trouble(props: { readonly kind: TroubleKind; readonly onRetry: () => void }): JSX.Element {
  const { title, advice } = TROUBLES[props.kind];
  return (
    <div class="camera-trouble" role="alert">
      <b>{saySentence(title)}</b>
      <p>{saySentence(advice)}</p>
      <button class="button second" type="button" onClick={props.onRetry}>
        {say("再试一次", "Try again")}
      </button>
    </div>
  );
}

const TROUBLES: Readonly<Record<TroubleKind, { readonly title: Sentence; readonly advice: Sentence }>> = {
  refused: {
    title: { zh: "摄像头没有获得许可", en: "Camera access is not allowed" },
    advice: {
      zh: "在浏览器地址栏旁的网站设置里允许“摄像头”，再试一次。也可以用扫码枪或图片。",
      en: "Allow the camera in the site settings beside the address, then try again. You can also use a scanner or a picture.",
    },
  },
  absent: {
    title: { zh: "没有可用的摄像头", en: "No camera available" },
    advice: {
      zh: "它可能不存在，或正被别的程序占用。可以用扫码枪或图片。",
      en: "There is no camera, or another program uses it. You can use a scanner or a picture.",
    },
  },
  insecure: {
    title: { zh: "这个地址不能使用摄像头", en: "No camera at this address" },
    advice: {
      zh: "请用 https 开头的地址打开。也可以用扫码枪或图片。",
      en: "Open the address that begins with https. You can also use a scanner or a picture.",
    },
  },
  broken: {
    title: { zh: "扫码程序没有装好", en: "The scan program did not load" },
    advice: {
      zh: "请连上网络后重新打开本页。扫码枪仍然可以使用。",
      en: "Connect to the network and open this page again. A USB scanner still works.",
    },
  },
};
