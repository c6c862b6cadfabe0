/** The back camera and its torch. The browser asks for permission when the camera is opened. */

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

/** Opens the camera that looks away from the holder, 1280 × 720 where it can. */
export async function openCamera(): Promise<CameraOpening> {
  // The DOM types say that `mediaDevices` always exists, but a page without HTTPS has none.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) return { ok: false, refusal: "insecure" };
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    return { ok: true, camera: cameraOf(stream) };
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    return { ok: false, refusal: name === "NotAllowedError" || name === "SecurityError" ? "refused" : "absent" };
  }
}

function cameraOf(stream: MediaStream): Camera {
  const track = stream.getVideoTracks()[0];
  // Firefox has no getCapabilities on tracks.
  const capabilities: TorchCapabilities = track !== undefined && "getCapabilities" in track ? track.getCapabilities() : {};
  return {
    stream,
    hasTorch: capabilities.torch === true,
    async setTorch(on) {
      const torch: TorchConstraints = { torch: on };
      await track?.applyConstraints({ advanced: [torch] });
    },
    close() {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}
