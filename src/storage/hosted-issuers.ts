/** The issuers that the nation's deployment hosts or has hosted besides those of its setting: in KV, so that no reader calls an object. Each row is checked by its reader. */
import type { ListedIssuer } from "../domain/issuer/hosted.ts";
import { jsonOf, listOf } from "../token/status/fields.ts";
import { HOSTED_ISSUERS_KEY } from "./schema.ts";

/** The shortest cache time that KV allows, seconds. */
const CACHED_SECONDS = 30;

export async function publishHosted(kv: KVNamespace, rows: readonly ListedIssuer[]): Promise<void> {
  await kv.put(HOSTED_ISSUERS_KEY, JSON.stringify(rows));
}

/** The text of all rows; empty if none was ever published. */
export async function publishedHosted(kv: KVNamespace): Promise<string> {
  return (await kv.get(HOSTED_ISSUERS_KEY, { type: "text", cacheTtl: CACHED_SECONDS })) ?? "";
}

/** The rows of such a text, unchecked. */
export function hostedRows(text: string): readonly unknown[] {
  return listOf(jsonOf(text)) ?? [];
}
