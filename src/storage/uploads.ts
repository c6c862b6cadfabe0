/** Files of persons in R2, each sealed under its person's key; a name there tells nothing. Which there are is known to the person's shard. */
import type { PersonKey } from "../domain/access/keys.ts";
import { openBytes, sealBytes } from "../token/secret/seal.ts";
import { type Secrets, uploadNameOf } from "../token/secret/secrets.ts";

export interface UploadName {
  readonly person: PersonKey;
  /** What it goes with, and its own id. */
  readonly file: string;
}

export async function putUpload(
  bucket: R2Bucket,
  secrets: Secrets,
  name: UploadName,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const key = await keyOf(secrets, name);
  await bucket.put(key, await sealBytes(secrets, ownerOf(name), key, bytes));
}

/** Null where there is none. */
export async function getUpload(bucket: R2Bucket, secrets: Secrets, name: UploadName): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyOf(secrets, name);
  const kept = await bucket.get(key);
  return kept === null ? null : openBytes(secrets, ownerOf(name), key, new Uint8Array(await kept.arrayBuffer()));
}

/** At most 1,000 at once; what is not there is no fault. */
export async function removeUploads(bucket: R2Bucket, secrets: Secrets, names: readonly UploadName[]): Promise<void> {
  await bucket.delete(await Promise.all(names.map((name) => keyOf(secrets, name))));
}

function keyOf(secrets: Secrets, { person, file }: UploadName): Promise<string> {
  return uploadNameOf(secrets, person, file);
}

function ownerOf({ person }: UploadName): string {
  return `person/${person}`;
}
