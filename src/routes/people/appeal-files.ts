/**
 * Files of appeals: a manager of the person uploads them before the appeal. Managers download them here; administrators who answer the appeal do so in
 * queues.ts.
 */
import type { Context } from "hono";
import { APPEALS } from "../../contract/appeal.ts";
import { PERSON } from "../../contract/operation.ts";
import { type AppealFile, type FileType, fileTypeOf, MAX_FILE_BYTES } from "../../domain/appeal/file.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import type { FileName } from "../../objects/people/appeal/rpc.ts";
import { uploadOf } from "../../objects/people/appeal/files.ts";
import { getUpload, putUpload } from "../../storage/uploads.ts";
import type { OfActor, OfManaged } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import { contentLengthOf, readBytes } from "../http/read-body.ts";
import { type Busy, busy, releaseRoom, type Room, takeRoom } from "../http/room.ts";

export const appealFiles = new Routes<OfManaged>(PERSON)
  .on(APPEALS.sendAppealFile, async (c, input) => {
    const size = contentLengthOf(c.req.raw) ?? MAX_FILE_BYTES;
    if (size > MAX_FILE_BYTES) return refuse({ code: "file_too_large" });
    const room = takeRoom(size, c.var.now);
    if (room === null) return busy();
    const work = storeFile(c, input).finally(() => releaseRoom(room));
    // If the phone disconnects, the runtime lets the work finish, and the room is released.
    c.executionCtx.waitUntil(work.catch(() => undefined));
    return work;
  })
  .on(APPEALS.appealFile, async (c, { params }) => {
    const { issuer, managed, actor } = c.var;
    const { person } = managed;
    const name = { person, appeal: params.appeal, id: params.file };
    return fileAnswer(c, async () => {
      const file = await peopleOf(c.env, issuer, person).appealFile(name, actor.account);
      return file.ok ? accept({ name, file: file.value }) : file;
    });
  });

async function storeFile(c: Context<OfManaged>, { params, answer }: Input<typeof APPEALS.sendAppealFile>) {
  const bytes = await readBytes(c.req.raw, MAX_FILE_BYTES);
  if (bytes === null) return refuse({ code: "file_too_large" });
  const type = fileTypeOf(bytes);
  if (type === null) return refuse({ code: "file_type_unknown" });
  const { issuer, secrets, now, managed, actor } = c.var;
  const { person } = managed;
  const { appeal, file: id } = params;
  const file = { id, type, bytes: bytes.length };
  const people = peopleOf(c.env, issuer, person);
  // The shard records the file before the upload, so that it can delete a file whose upload was interrupted.
  const record = await people.beginFile({ person, appeal }, actor.account, file, now);
  if (!record.ok) return record;
  if (record.value === "begun") {
    await putUpload(c.env.UPLOADS, secrets, uploadOf({ person, appeal, id }), bytes);
    await people.fileArrived({ person, appeal, id });
  }
  return answer(201, file);
}

const ENDINGS: Readonly<Record<FileType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/** The part of a request's context that the answer of a file needs. */
interface AnswerContext {
  readonly env: ObjectsEnv;
  readonly var: Pick<OfActor["Variables"], "secrets" | "now">;
  readonly executionCtx: Pick<ExecutionContext, "waitUntil">;
}

interface NamedFile {
  readonly name: FileName;
  readonly file: AppealFile;
}

/**
 * Answers a file as a download. Its file name contains no text of the uploader, and no cache stores it.
 * @param find finds the file, after memory is reserved for it; it may record the look
 */
export async function fileAnswer<R extends { readonly code: string }>(
  c: AnswerContext,
  find: () => Promise<Result<NamedFile, R>>,
): Promise<Result<Response, R | Busy | { readonly code: "file_not_found" }>> {
  const room = takeRoom(MAX_FILE_BYTES, c.var.now);
  if (room === null) return busy();
  let sending = false;
  try {
    const match = await find();
    if (!match.ok) return match;
    const { name, file } = match.value;
    room.bytes = file.bytes;
    const bytes = await getUpload(c.env.UPLOADS, c.var.secrets, uploadOf(name));
    if (bytes === null) return refuse({ code: "file_not_found" });
    const fileName = `appeal-${file.id.slice(0, 8)}.${ENDINGS[file.type]}`;
    const body = streamOf(c, room, bytes);
    sending = true;
    const answer = new Response(body, {
      headers: {
        "content-type": file.type,
        "content-disposition": `attachment; filename="${fileName}"; filename*=UTF-8''${fileName}`,
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      },
    });
    return accept(answer);
  } finally {
    if (!sending) releaseRoom(room);
  }
}

/** A stream of these bytes. It releases the room after the last byte, or when the reader leaves. */
function streamOf(c: AnswerContext, room: Room, bytes: Uint8Array<ArrayBuffer>): ReadableStream {
  const { readable, writable } = new FixedLengthStream(bytes.length);
  const writer = writable.getWriter();
  const work = writer
    .write(bytes)
    .then(() => writer.close())
    .catch(() => undefined)
    .finally(() => releaseRoom(room));
  c.executionCtx.waitUntil(work);
  return readable;
}
