/** What is sent of a chosen file: a picture drawn anew and small, so that nothing of its place or camera goes along; a PDF as it is. */
import { type FileType, fileTypeOf, MAX_FILE_BYTES } from "../../domain/appeal/file.ts";
import { accept, refuse } from "../../domain/result.ts";
import { type Answer, ownProblem } from "../app/api.ts";

/** A printed certificate of A4 can be read at 170 dots an inch. */
const MAX_SIDE_PX = 2000;
const QUALITY = 0.85;
const HEAD_BYTES = 16;
const SENT_AS: FileType = "image/jpeg";

/** A file as it is sent. Never throws. */
export async function reduced(file: Blob): Promise<Answer<Blob>> {
  const type = fileTypeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const made = type === "application/pdf" ? file : await drawn(file);
  if (made === null)
    return refuse(
      ownProblem(
        "file_type_unknown",
        415,
        "这个文件打不开，请选照片（JPEG、PNG、WebP）或 PDF。",
        "This file cannot be read: choose a picture (JPEG, PNG, WebP) or a PDF.",
      ),
    );
  if (made.size > MAX_FILE_BYTES)
    return refuse(ownProblem("file_too_large", 413, "文件太大，每个不超过 5 MB。", "The file is too large: 5 MB at most."));
  return accept(made);
}

/** Null where it is no picture that this phone can read. */
async function drawn(file: Blob): Promise<Blob | null> {
  const picture = await read(file);
  if (picture === null) return null;
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  // What was transparent would be black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, SENT_AS, QUALITY));
}

async function read(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    // No picture, or a browser that reads none in this way.
    return null;
  }
}
