/** Functions that run inside the page, where a canvas replaces the camera. Each is sent there as text, so it must not use names from outside itself. */

declare global {
  var yimaCanvas: HTMLCanvasElement | undefined;
  /** Whether something is held before the camera. */
  var yimaHeld: boolean | undefined;
}

/**
 * Replaces getUserMedia by the stream of a canvas. A real sensor changes in every frame, so that a corner is drawn again: eight times a second while
 * something is held before the camera, otherwise twice, because every open gate decodes each frame, also during the test of another phone.
 */
export function takeCamera(): void {
  // An empty page has no camera.
  if (!isSecureContext) return;
  const canvas = document.createElement("canvas");
  canvas.width = 720;
  canvas.height = 1280;
  globalThis.yimaCanvas = canvas;
  const brush = canvas.getContext("2d");
  brush?.fillRect(0, 0, canvas.width, canvas.height);
  let tick = 0;
  setInterval(() => {
    tick = (tick + 1) % 200;
    if (brush === null || (globalThis.yimaHeld !== true && tick % 4 > 0)) return;
    brush.fillStyle = `rgb(${tick} ${tick} ${tick})`;
    brush.fillRect(0, 0, 4, 4);
  }, 125);
  // On the prototype: WebKit forgets what is set on the object itself.
  MediaDevices.prototype.getUserMedia = () => Promise.resolve(canvas.captureStream(8));
}

/** Empties the picture of the camera. */
export function showNothing(): void {
  const canvas = globalThis.yimaCanvas;
  globalThis.yimaHeld = false;
  canvas?.getContext("2d")?.fillRect(0, 0, canvas.width, canvas.height);
}

/** Draws a PNG (base64) as the camera would see it: whole, centred, with a margin. */
export async function showToCamera(base64: string): Promise<void> {
  const canvas = globalThis.yimaCanvas;
  const brush = canvas?.getContext("2d");
  if (canvas === undefined || brush === null || brush === undefined) return;
  globalThis.yimaHeld = true;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height) * 0.96;
  const [width, height] = [picture.width * scale, picture.height * scale];
  brush.fillStyle = "#2b2f36";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  picture.close();
}
