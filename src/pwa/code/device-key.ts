/** Device keys: P-256 pairs whose private half cannot leave this phone (architecture.md, the code). */
import { compressPoint } from "../../token/code/live.ts";

export interface DeviceKey {
  readonly privateKey: CryptoKey;
  /** The compressed point, 33 bytes in base64url, as the credential carries it. SEC 1 §2.3.3. */
  readonly compressed: string;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export async function makeDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, compressed: base64url(compressPoint(point)) };
}
