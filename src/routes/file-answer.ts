/** A file that a person sent, as an answer: of the type that its bytes have, and such that no browser runs anything in it. */
import type { AppealFile, FileType } from "../domain/appeal/file.ts";
import type { FileName } from "../objects/people/appeal/file-store.ts";
import { uploadOf } from "../objects/people/appeal/files.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import { getUpload } from "../storage/uploads.ts";
import type { Secrets } from "../token/secret/secrets.ts";
import { problem } from "./http/problem.ts";

const ENDINGS: Readonly<Record<FileType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/** Kept by nobody on its way; a name without anything that the sender wrote. */
export async function fileAnswer(env: ObjectsEnv, secrets: Secrets, name: FileName, file: AppealFile): Promise<Response> {
  const bytes = await getUpload(env.UPLOADS, secrets, uploadOf(name));
  if (bytes === null) return problem({ code: "file_not_found" });
  const called = `appeal-${file.id.slice(0, 8)}.${ENDINGS[file.type]}`;
  return new Response(bytes, {
    headers: {
      "content-type": file.type,
      "content-disposition": `attachment; filename="${called}"; filename*=UTF-8''${called}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    },
  });
}
