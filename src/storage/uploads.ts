/** Files that persons attach to appeals, in R2. Each is sealed under the key of its person, and its name reveals nothing. The person's shard stores the list of the files. */
import type { PersonKey } from "../domain/access/keys.ts";
import { openBytes, sealBytes } from "../token/secret/seal.ts";
import { type Secrets, uploadNameOf } from "../token/secret/secrets.ts";

export interface UploadName {
  readonly person: PersonKey;
  /** The id of the appeal and the id of the file, joined. */
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

/** The opened content of a file; null if the file does not exist. */
export async function getUpload(bucket: R2Bucket, secrets: Secrets, name: UploadName): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyOf(secrets, name);
  const object = await bucket.get(key);
  return object === null ? null : openBytes(secrets, ownerOf(name), key, new Uint8Array(await object.arrayBuffer()));
}

/** Deletes files. @param names at most 1,000; names without a file are ignored */
export async function removeUploads(bucket: R2Bucket, secrets: Secrets, names: readonly UploadName[]): Promise<void> {
  await bucket.delete(await Promise.all(names.map((name) => keyOf(secrets, name))));
}

function keyOf(secrets: Secrets, { person, file }: UploadName): Promise<string> {
  return uploadNameOf(secrets, person, file);
}

function ownerOf({ person }: UploadName): string {
  return `person/${person}`;
}
