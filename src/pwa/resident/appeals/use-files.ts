/** The files of an appeal that is being written. A chosen file is sent at once, a picture as a smaller JPEG. The person can retry or remove a file. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { type FileType, fileTypeOf, MAX_FILE_BYTES, MAX_FILES } from "../../../domain/appeal/file.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, ownProblem, urlOf } from "../../app/api.ts";
import { sendFile } from "./file-sender.ts";
import { dropContent, keepContent, type KeptFile, readContent } from "./kept-appeal.ts";

const FILE = "PUT /api/v1/people/:person/appeals/:appeal/files/:file";

type State =
  | { readonly state: "making" }
  /** The sent share, between 0 and 1. */
  | { readonly state: "sending"; readonly share: number }
  | { readonly state: "sent" }
  | { readonly state: "failed"; readonly problem: Problem };

export type ChosenFile = State & {
  readonly id: string;
  readonly name: string;
  /** The file as it is sent; null before it is ready, and when it cannot be read or is too large. */
  readonly content: Blob | null;
  /** The URL of the picture for its preview; null for a PDF, and while there is no `content`. */
  readonly picture: string | null;
};

export interface Files {
  readonly chosen: readonly ChosenFile[];
  /** Adds and sends files; ignores those above the maximum number of an appeal. */
  readonly add: (files: readonly File[]) => void;
  readonly retry: (id: string) => void;
  readonly remove: (id: string) => void;
  /** Sends all again. Answers whether the phone has one to send. */
  readonly sendAgain: () => boolean;
}

/** Keeps the chosen files and their sending until the form is closed. @param appeal the id that the appeal will have @param kept the files of an earlier visit */
export function useFiles(person: string, appeal: string, kept: readonly KeptFile[]): Files {
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  /** The controllers that cancel the sending, by the id of the file. */
  const controllers = useRef(new Map<string, AbortController>());
  const pictures = useRef<string[]>([]);
  useEffect(() => {
    void restore();
    return () => {
      controllers.current.forEach((controller) => controller.abort());
      pictures.current.forEach((url) => URL.revokeObjectURL(url));
    };
  }, []);

  const become = (id: string, next: Partial<ChosenFile> & State): void =>
    setChosen((before) => before.map((one) => (one.id === id ? { ...one, ...next } : one)));

  function signalOf(id: string): AbortSignal {
    const controller = controllers.current.get(id) ?? new AbortController();
    controllers.current.set(id, controller);
    return controller.signal;
  }

  async function send(id: string, content: Blob): Promise<void> {
    become(id, { state: "sending", share: 0 });
    const onProgress = (share: number): void => become(id, { state: "sending", share });
    const answer = await sendFile({
      path: urlOf(FILE, { person, appeal, file: id }),
      file: content,
      onProgress,
      signal: signalOf(id),
    });
    become(id, answer.ok ? { state: "sent" } : { state: "failed", problem: answer.refusal });
  }

  function pictureOf(content: Blob): string | null {
    if (!content.type.startsWith("image/")) return null;
    const picture = URL.createObjectURL(content);
    pictures.current.push(picture);
    return picture;
  }

  /** A file whose content is gone has to be chosen again, unless the server has it. */
  async function restore(): Promise<void> {
    for (const { id, name, isSent } of kept) {
      const content = await readContent(id);
      const picture = content === null ? null : pictureOf(content);
      if (isSent) setChosen((before) => [...before, { id, name, content, picture, state: "sent" }]);
      else if (content !== null) {
        setChosen((before) => [...before, { id, name, content, picture, state: "sending", share: 0 }]);
        void send(id, content);
      }
    }
  }

  async function take(id: string, file: File): Promise<void> {
    const signal = signalOf(id);
    const content = await reduce(file);
    if (signal.aborted) return;
    if (!content.ok) return become(id, { state: "failed", problem: content.refusal });
    become(id, { state: "sending", share: 0, content: content.value, picture: pictureOf(content.value) });
    await keepContent(id, content.value);
    if (signal.aborted) return dropContent(id);
    await send(id, content.value);
  }

  return {
    chosen,
    add(files) {
      const additions = files.slice(0, MAX_FILES - chosen.length).map((file) => ({ file, id: crypto.randomUUID() }));
      const making = additions.map(
        ({ file: { name }, id }) => ({ id, name, state: "making", content: null, picture: null }) as const,
      );
      setChosen((before) => [...before, ...making]);
      for (const { file, id } of additions) void take(id, file);
    },
    retry(id) {
      const content = chosen.find((one) => one.id === id)?.content ?? null;
      if (content !== null) void send(id, content);
    },
    remove(id) {
      setChosen((before) => before.filter((one) => one.id !== id));
      controllers.current.get(id)?.abort();
      void dropContent(id);
    },
    sendAgain() {
      for (const { id, content } of chosen) if (content !== null) void send(id, content);
      return chosen.some(({ content }) => content !== null);
    },
  };
}

/** The longer side of a sent picture. On an A4 page these are 170 dots per inch, so that a printed certificate stays readable. */
const MAX_SIDE_PX = 2000;
const QUALITY = 0.85;
const HEAD_BYTES = 16;
const SENT_AS: FileType = "image/jpeg";

/** The file as it is sent: a PDF unchanged, a picture as a smaller JPEG. Refuses a file that this phone cannot read, and one over 5 MB. Never throws. */
export async function reduce(file: Blob): Promise<Answer<Blob>> {
  const type = fileTypeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const content = type === "application/pdf" ? file : await draw(file);
  if (content === null)
    return refuse(
      ownProblem(
        "file_type_unknown",
        415,
        "这个文件打不开，请选照片（JPEG、PNG、WebP）或 PDF。",
        "This file cannot be read. Choose a picture (JPEG, PNG, WebP) or a PDF.",
      ),
    );
  if (content.size > MAX_FILE_BYTES)
    return refuse(
      ownProblem("file_too_large", 413, "文件太大，每个不超过 5 MB。", "The file is too large: a file has at most 5 MB."),
    );
  return accept(content);
}

/** Draws a picture as a JPEG of at most 2000 pixels a side; null where this phone cannot read the file as a picture. */
async function draw(file: Blob): Promise<Blob | null> {
  const picture = await read(file);
  if (picture === null) return null;
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return null;
  // JPEG has no transparency: without a white ground, transparent parts would be black.
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
    // Not a picture, or a format that this browser cannot read.
    return null;
  }
}
