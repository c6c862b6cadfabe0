/** The camera with its frame and torch, and the other inputs: a scanner that types, a picture. Reports the text of what may be a code, and verifies nothing. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useWakeLock } from "../app/wake-lock.ts";
import { say, saySentence } from "../app/say.ts";
import type { Sentence } from "../app/say.ts";
import { type Camera, chooseNextCamera } from "./scan/camera.ts";
import { type Look, useScanner } from "./scan/use-scanner.ts";
import { OtherWays } from "./other-ways.tsx";

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

export function Viewfinder(props: ViewfinderProps): JSX.Element {
  const { video, look, seesForeign, camera, cameras, decoder, retry, play } = useScanner(props.paused, props.onText);
  useWakeLock();
  return (
    <>
      <div class={`viewfinder ${look}`} onClick={look === "touch" ? play : undefined}>
        <video ref={video} playsInline muted autoPlay aria-label={say("摄像头画面", "Camera picture")} />
        {props.corner}
        {look === "running" && <div class="corners" aria-hidden="true" />}
        {look === "running" && camera?.hasTorch === true && <Torch camera={camera} />}
        {camera !== null && cameras.length > 1 && <OtherCamera camera={camera} cameras={cameras} onChosen={retry} />}
        {look === "running" && <p class="aim">{seesForeign ? saySentence(FOREIGN) : props.hint}</p>}
        {look === "starting" && <p class="aim">{say("正在打开摄像头……", "Opening the camera…")}</p>}
        {look === "touch" && (
          <button class="button touch" type="button">
            {say("点一下，开始扫码", "Touch to start scanning")}
          </button>
        )}
        {look !== "running" && look !== "starting" && look !== "touch" && <Trouble kind={look} onRetry={retry} />}
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

interface OtherCameraProps {
  readonly camera: Camera;
  readonly cameras: readonly string[];
  readonly onChosen: () => void;
}

function OtherCamera(props: OtherCameraProps): JSX.Element {
  const change = (): void => {
    chooseNextCamera(props.cameras, props.camera);
    props.onChosen();
  };
  return (
    <button class="torch other-camera" type="button" onClick={change}>
      {say("换摄像头", "Other camera")}
    </button>
  );
}

type TroubleKind = Exclude<Look, "starting" | "running" | "touch">;

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
      zh: "这台设备可能没有摄像头，或摄像头正被其他程序占用。可以用扫码枪或图片。",
      en: "This device may have no camera, or another program uses it. You can use a scanner or a picture.",
    },
  },
  insecure: {
    title: { zh: "这个地址不能使用摄像头", en: "No camera at this address" },
    advice: {
      zh: "请用 https 开头的地址打开。也可以用扫码枪或图片。",
      en: "Open the address that begins with https. You can also use a scanner or a picture.",
    },
  },
  unanswered: {
    title: { zh: "摄像头还没有打开", en: "The camera has not opened yet" },
    advice: {
      zh: "手机问是否允许使用摄像头时，请点“允许”。没有问，就关掉别的相机程序再试。也可以用扫码枪或图片。",
      en: "If the phone asks about the camera, allow it. Otherwise close other camera apps and try again. You can also use a scanner or a picture.",
    },
  },
  stopped: {
    title: { zh: "摄像头没有画面了", en: "The camera gives no picture" },
    advice: {
      zh: "可能有来电，或别的程序占用了摄像头。请再试一次，也可以用扫码枪。",
      en: "There may be a phone call, or another app uses the camera. Try again, or use a USB scanner.",
    },
  },
  loading: {
    title: { zh: "扫码程序还在下载", en: "The scan program is still loading" },
    advice: {
      zh: "网络慢，请再等一会儿。扫码枪现在就可以用。",
      en: "The network is slow. Please wait a little. A USB scanner works now.",
    },
  },
  broken: {
    title: { zh: "扫码程序不能运行", en: "The scan program does not run" },
    advice: {
      zh: "请再试一次；不行就连上网络后重新打开本页。扫码枪仍然可以使用。",
      en: "Try again. If that does not help, connect to the network and open this page again. A USB scanner still works.",
    },
  },
};
