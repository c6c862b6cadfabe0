/** The back camera or the chosen one, and its torch. The browser asks for permission when the camera is opened. */
import { readSetting, writeSetting } from "../../app/local-store.ts";

export type CameraRefusal =
  /** The user or a policy of the device refused the permission. Only they can change that. */
  | "refused"
  /** No camera, or another program uses it. */
  | "absent"
  /** Browsers give no camera to a page without HTTPS. */
  | "insecure";

export type CameraOpening =
  | { readonly ok: true; readonly camera: Camera }
  | { readonly ok: false; readonly refusal: CameraRefusal };

export interface Camera {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  /** Follows the system's taking away and giving back of the camera. */
  readonly onChange: (act: (change: "ended" | "mute" | "unmute") => void) => void;
  setTorch(on: boolean): Promise<void>;
  close(): void;
}

// `torch` belongs to the Image Capture specification, which TypeScript's DOM types lack.
interface TorchCapabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

interface TorchConstraints extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

/** Some phones give a lens that cannot focus first, and some PCs have two cameras: the chosen one is stored. */
const CHOICE = "yima-camera";
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** Opens the chosen camera, else the one that looks away from the holder, 1280 × 720 where it can. */
export async function openCamera(): Promise<CameraOpening> {
  // The DOM types say that `mediaDevices` always exists, but a page without HTTPS has none.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return { ok: false, refusal: "insecure" };
  const deviceId = readSetting(CHOICE);
  const open = (lens: MediaTrackConstraints): Promise<MediaStream> =>
    devices.getUserMedia({ audio: false, video: { ...lens, ...SIZE } });
  const openUsual = (): Promise<MediaStream> => open({ facingMode: { ideal: "environment" } });
  try {
    const stream = await (deviceId === null ? openUsual() : open({ deviceId: { exact: deviceId } }).catch(openUsual));
    return { ok: true, camera: cameraOf(stream) };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    return { ok: false, refusal: name === "NotAllowedError" || name === "SecurityError" ? "refused" : "absent" };
  }
}

function cameraOf(stream: MediaStream): Camera {
  const [track] = stream.getVideoTracks();
  return {
    stream,
    hasTorch: hasTorch(track),
    onChange(act) {
      for (const change of ["ended", "mute", "unmute"] as const) track?.addEventListener(change, () => act(change));
    },
    async setTorch(on) {
      const torch: TorchConstraints = { torch: on };
      await track?.applyConstraints({ advanced: [torch] });
    },
    close() {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

/** Firefox has no getCapabilities on tracks, and some phones throw. */
function hasTorch(track: MediaStreamTrack | undefined): boolean {
  try {
    const capabilities: TorchCapabilities = track?.getCapabilities() ?? {};
    return capabilities.torch === true;
  } catch {
    return false;
  }
}

/** The ids of all cameras. Browsers give them only while one is open. */
export async function camerasHere(): Promise<readonly string[]> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind, deviceId }) => kind === "videoinput" && deviceId !== "").map(({ deviceId }) => deviceId);
  } catch {
    return [];
  }
}

/** Chooses the camera after the one that is open; the next `openCamera` opens it. */
export function chooseNextCamera(cameras: readonly string[], { stream }: Camera): void {
  const open = stream.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  writeSetting(CHOICE, cameras[(cameras.indexOf(open) + 1) % cameras.length] ?? null);
}
