/** The files of an appeal being written. Each is reduced and sent as soon as it is chosen. The person can retry or remove it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { type FileType, fileTypeOf, MAX_FILE_BYTES, MAX_FILES } from "../../../domain/appeal/file.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, ownProblem, urlOf } from "../../app/api.ts";
import { sendFile } from "./file-sender.ts";

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
  /** The reduced file to send; null before it is ready, or when it cannot be read. */
  readonly made: Blob | null;
  /** The URL of a picture for its preview; null for a PDF. */
  readonly picture: string | null;
};

export interface Files {
  readonly chosen: readonly ChosenFile[];
  /** Ignores files beyond the maximum of an appeal. */
  readonly add: (files: readonly File[]) => void;
  readonly retry: (id: string) => void;
  readonly remove: (id: string) => void;
}

/** @param appeal the id of the future appeal */
export function useFiles(person: string, appeal: string): Files {
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
  /** The controllers that cancel the sending, by the id of the file. */
  const cuts = useRef(new Map<string, AbortController>());
  const pictures = useRef<string[]>([]);
  useEffect(
    () => () => {
      cuts.current.forEach((cut) => cut.abort());
      pictures.current.forEach((url) => URL.revokeObjectURL(url));
    },
    [],
  );

  const become = (id: string, next: Partial<ChosenFile> & State): void =>
    setChosen((before) => before.map((one) => (one.id === id ? { ...one, ...next } : one)));

  function signalOf(id: string): AbortSignal {
    const cut = cuts.current.get(id) ?? new AbortController();
    cuts.current.set(id, cut);
    return cut.signal;
  }

  async function send(id: string, made: Blob): Promise<void> {
    become(id, { state: "sending", share: 0 });
    const onProgress = (share: number): void => become(id, { state: "sending", share });
    const answer = await sendFile({
      path: urlOf(FILE, { person, appeal, file: id }),
      file: made,
      onProgress,
      signal: signalOf(id),
    });
    become(id, answer.ok ? { state: "sent" } : { state: "failed", problem: answer.refusal });
  }

  async function take(id: string, file: File): Promise<void> {
    const signal = signalOf(id);
    const made = await reduced(file);
    if (signal.aborted) return;
    if (!made.ok) return become(id, { state: "failed", problem: made.refusal });
    const picture = made.value.type.startsWith("image/") ? URL.createObjectURL(made.value) : null;
    if (picture !== null) pictures.current.push(picture);
    become(id, { state: "sending", share: 0, made: made.value, picture });
    await send(id, made.value);
  }

  return {
    chosen,
    add(files) {
      const taken = files.slice(0, MAX_FILES - chosen.length).map((file) => ({ file, id: crypto.randomUUID() }));
      const making = taken.map(({ file: { name }, id }) => ({ id, name, state: "making", made: null, picture: null }) as const);
      setChosen((before) => [...before, ...making]);
      for (const { file, id } of taken) void take(id, file);
    },
    retry(id) {
      const made = chosen.find((one) => one.id === id)?.made ?? null;
      if (made !== null) void send(id, made);
    },
    remove(id) {
      setChosen((before) => before.filter((one) => one.id !== id));
      cuts.current.get(id)?.abort();
    },
  };
}

/** 2000 pixels on A4 are 170 dots per inch: a printed certificate stays readable. */
const MAX_SIDE_PX = 2000;
const QUALITY = 0.85;
const HEAD_BYTES = 16;
const SENT_AS: FileType = "image/jpeg";

/** Reduces a file for sending. Never throws. */
export async function reduced(file: Blob): Promise<Answer<Blob>> {
  const type = fileTypeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const made = type === "application/pdf" ? file : await drawn(file);
  if (made === null)
    return refuse(
      ownProblem(
        "file_type_unknown",
        415,
        "这个文件打不开，请选照片（JPEG、PNG、WebP）或 PDF。",
        "This file cannot be read. Choose a picture (JPEG, PNG, WebP) or a PDF.",
      ),
    );
  if (made.size > MAX_FILE_BYTES)
    return refuse(ownProblem("file_too_large", 413, "文件太大，每个不超过 5 MB。", "The file is too large: 5 MB at most."));
  return accept(made);
}

/** Null where this phone cannot read the file as a picture. */
async function drawn(file: Blob): Promise<Blob | null> {
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
