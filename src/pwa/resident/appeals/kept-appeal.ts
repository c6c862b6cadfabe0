/** An appeal being written, with its files, in the phone's storage: taking a photo opens another app, and small phones then kill this page. */
import { type SealedNote, sealedNote } from "../../app/sealed.ts";

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

/** The reduced content of a file. */
interface KeptContent {
  readonly type: string;
  readonly base64: string;
}

const noteOf = (person: string): SealedNote<KeptAppeal> => sealedNote("appeal", person);
const fileNote = (file: string): SealedNote<KeptContent> => sealedNote("appeal-file", file);

export async function readAppeal(person: string): Promise<KeptAppeal> {
  const kept = await noteOf(person).read();
  return kept ?? { id: crypto.randomUUID(), text: "", files: [] };
}

export async function keepAppeal(person: string, appeal: KeptAppeal): Promise<void> {
  await noteOf(person).keep(appeal);
}

export async function dropAppeal(person: string, files: readonly Pick<KeptFile, "id">[]): Promise<void> {
  await Promise.all([noteOf(person), ...files.map(({ id }) => fileNote(id))].map((note) => note.discard()));
}

export async function keepContent(file: string, content: Blob): Promise<void> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  await fileNote(file).keep({ type: content.type, base64: btoa(pieces.join("")) });
}

/** A call takes only so many arguments. */
const PIECE = 8192;

/** Null where the phone does not have it. */
export async function readContent(file: string): Promise<Blob | null> {
  const note = await fileNote(file).read();
  if (note === undefined) return null;
  const bytes = Uint8Array.from(atob(note.base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: note.type });
}

export async function dropContent(file: string): Promise<void> {
  await fileNote(file).discard();
}
