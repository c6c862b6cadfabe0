/** Files of appeals: a person uploads them before the appeal is written; the person and the division's administrators download them. */
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
import { declaredBytes, readBytes } from "../http/read-body.ts";
import { type Busy, busy, releaseRoom, type Room, takeRoom } from "../http/room.ts";

export const appealFiles = new Routes<OfManaged>(PERSON)
  .on(APPEALS.sendAppealFile, async (c, input) => {
    const size = declaredBytes(c.req.raw) ?? MAX_FILE_BYTES;
    if (size > MAX_FILE_BYTES) return refuse({ code: "file_too_large" });
    const room = takeRoom(size, c.var.now);
    if (room === null) return busy();
    const work = keepFile(c, input).finally(() => releaseRoom(room));
    // If the phone disconnects, the work still finishes and releases the room.
    c.executionCtx.waitUntil(work.catch(() => undefined));
    return work;
  })
  .on(APPEALS.appealFile, async (c, { params }) => {
    const { issuer, managed, actor } = c.var;
    const { person } = managed;
    const name = { person, appeal: params.appeal, id: params.file };
    return fileAnswer(c, async () => {
      const stored = await peopleOf(c.env, issuer, person).appealFile(name, actor.account);
      return stored.ok ? accept({ name, file: stored.value }) : stored;
    });
  });

async function keepFile(c: Context<OfManaged>, { params, answer }: Input<typeof APPEALS.sendAppealFile>) {
  const bytes = await readBytes(c.req.raw, MAX_FILE_BYTES);
  if (bytes === null) return refuse({ code: "file_too_large" });
  const type = fileTypeOf(bytes);
  if (type === null) return refuse({ code: "file_type_unknown" });
  const { issuer, secrets, now, managed, actor } = c.var;
  const { person } = managed;
  const { appeal, file: id } = params;
  const file = { id, type, bytes: bytes.length };
  const people = peopleOf(c.env, issuer, person);
  // The shard records the file first, so that it can delete a file whose upload broke off.
  const begun = await people.beginFile({ person, appeal }, actor.account, file, now);
  if (!begun.ok) return begun;
  if (begun.value === "begun") {
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

/** The part of a request's context that a file's answer needs. */
interface Answering {
  readonly env: ObjectsEnv;
  readonly var: Pick<OfActor["Variables"], "secrets" | "now">;
  readonly executionCtx: Pick<ExecutionContext, "waitUntil">;
}

interface NamedFile {
  readonly name: FileName;
  readonly file: AppealFile;
}

/** Answers a file under a name made here, without any text of the sender; no cache stores it. @param find called after room was taken; may record that the file was opened */
export async function fileAnswer<R extends { readonly code: string }>(
  c: Answering,
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
    const called = `appeal-${file.id.slice(0, 8)}.${ENDINGS[file.type]}`;
    const body = sent(c, room, bytes);
    sending = true;
    const answer = new Response(body, {
      headers: {
        "content-type": file.type,
        "content-disposition": `attachment; filename="${called}"; filename*=UTF-8''${called}`,
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

/** A body of these bytes; it releases the room when they have been sent or the reader is gone. */
function sent(c: Answering, room: Room, bytes: Uint8Array<ArrayBuffer>): ReadableStream {
  const { readable, writable } = new FixedLengthStream(bytes.length);
  const writer = writable.getWriter();
  const leaving = writer
    .write(bytes)
    .then(() => writer.close())
    .catch(() => undefined)
    .finally(() => releaseRoom(room));
  c.executionCtx.waitUntil(leaving);
  return readable;
}
