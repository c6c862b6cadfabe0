/** Imports the public keys of phones (device keys) for WebCrypto, with a bounded cache by the bytes of the key. */
import type { Bytes } from "../../domain/code/claims.ts";
import { decompressPoint } from "./point.ts";

const P256 = { name: "ECDSA", namedCurve: "P-256" } as const;
/** The base point of the curve: an engine that accepts compressed keys must accept this one. */
const BASE_POINT = "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

/** The size of the cache, a few megabytes at most. An attacker who fills it causes one import per code, no more than without a cache. */
const MAX_CACHED_KEYS = 8192;
/** Two generations of the cache, of which the older one is dropped as a whole: the removal of single oldest entries from one map cost a third of an import. */
let young = new Map<string, CryptoKey>();
let old: ReadonlyMap<string, CryptoKey> = young;
/** Whether this engine accepts compressed keys; undefined until the first import. */
let acceptsCompressed: boolean | undefined;

/** The verifying key of a compressed point of 33 bytes; `null` if it is not on the curve. No promise if the key is in the cache, because each step costs time. */
export function deviceKeyOf(point: Bytes): CryptoKey | Promise<CryptoKey | null> {
  // A spread would step through an iterator for each byte.
  const name = String(Reflect.apply(String.fromCharCode, undefined, point));
  return young.get(name) ?? old.get(name) ?? importedAs(name, point);
}

async function importedAs(name: string, point: Bytes): Promise<CryptoKey | null> {
  const key = await imported(point);
  if (key === null) return null;
  if (young.size >= MAX_CACHED_KEYS / 2) {
    old = young;
    young = new Map();
  }
  young.set(name, key);
  return key;
}

async function imported(point: Bytes): Promise<CryptoKey | null> {
  // Not in the standard: workerd, Node and Chromium accept compressed keys; other engines may refuse them.
  acceptsCompressed ??= (await importRaw(basePoint())) !== null;
  if (acceptsCompressed) return importRaw(point);
  const long = decompressPoint(point);
  return long === null ? null : importRaw(long);
}

async function importRaw(point: Bytes): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", point, P256, false, ["verify"]);
  } catch {
    return null;
  }
}

function basePoint(): Bytes {
  return Uint8Array.from({ length: 33 }, (_, at) => Number.parseInt(BASE_POINT.slice(at * 2, at * 2 + 2), 16));
}
