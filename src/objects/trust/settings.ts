/** The settings of trust: the pinned root of every deployment, and the online key of the nation's own. The worker has checked their form (config.ts). */
import { importJWK, type JWK } from "jose";
import { MAX_FILE_BYTES, type Root } from "../../domain/federation/trust-files.ts";
import type { FileSigner } from "../../token/federation/signed-file.ts";
import { readRoot } from "../../token/federation/root.ts";

/** The root that this deployment pins. Rejects if its own keys have not signed it. */
export async function pinnedRoot({ YIMA_TRUST_ROOT: text }: { readonly YIMA_TRUST_ROOT?: string }): Promise<Root> {
  const root = await readRoot(text ?? "", null);
  if (!root.ok) throw new Error(`YIMA_TRUST_ROOT: ${root.refusal.code} (a root of at most ${MAX_FILE_BYTES.root} bytes)`);
  return root.value;
}

/** The key by which the nation signs states. */
export async function onlineKey({ YIMA_ONLINE_KEY: text }: { readonly YIMA_ONLINE_KEY?: string }): Promise<FileSigner> {
  const jwk: JWK = JSON.parse(text ?? "{}");
  const privateKey = await importJWK({ ...jwk, ext: false }, "ES256");
  if (privateKey instanceof Uint8Array || jwk.kid === undefined)
    throw new Error("YIMA_ONLINE_KEY is no key of ES256 with a name");
  return { kid: jwk.kid, privateKey };
}
