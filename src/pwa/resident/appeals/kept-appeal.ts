/** An appeal being written, with its files, in the phone's storage: taking a photo opens another app, and small phones then kill this page. */
import { dropNote, readNote, writeNote } from "../../app/store.ts";

export interface KeptFile {
  readonly id: string;
  readonly name: string;
  /** Whether the server has it. */
  readonly isSent: boolean;
}

export interface KeptAppeal {
  /** The id of the future appeal: the server has its files under this id. */
  readonly id: string;
  readonly text: string;
  readonly files: readonly KeptFile[];
}

const noteOf = (person: string): string => `appeal ${person}`;
const fileNote = (file: string): string => `appeal-file ${file}`;

export async function readAppeal(person: string): Promise<KeptAppeal> {
  const kept = await readNote<KeptAppeal>(noteOf(person));
  return kept ?? { id: crypto.randomUUID(), text: "", files: [] };
}

export async function keepAppeal(person: string, appeal: KeptAppeal): Promise<void> {
  await writeNote(noteOf(person), appeal);
}

export async function dropAppeal(person: string, files: readonly Pick<KeptFile, "id">[]): Promise<void> {
  await Promise.all([noteOf(person), ...files.map(({ id }) => fileNote(id))].map((note) => dropNote(note)));
}

/** Stores the reduced content of a file: a text, as all notes are. */
export async function keepContent(file: string, content: Blob): Promise<void> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  await writeNote(fileNote(file), { type: content.type, base64: btoa(pieces.join("")) });
}

/** A call takes only so many arguments. */
const PIECE = 8192;

/** Null where the phone does not have it. */
export async function readContent(file: string): Promise<Blob | null> {
  const note = await readNote<{ readonly type: string; readonly base64: string }>(fileNote(file));
  if (note === undefined) return null;
  const bytes = Uint8Array.from(atob(note.base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: note.type });
}

export async function dropContent(file: string): Promise<void> {
  await dropNote(fileNote(file));
}
