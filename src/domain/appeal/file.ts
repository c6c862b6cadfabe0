/** The files of an appeal: their types, their sizes, their number, and how long a file waits for its appeal. Pure. */
import { accept, refuse, type Result } from "../result.ts";
import { DAY_MS } from "../instant.ts";

/** The most bytes of one file. A photo that a phone has reduced needs a tenth of this; a scanned certificate of several pages needs most of it. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** The most files of one appeal: an administrator reads this many to the end. */
export const MAX_FILES = 3;
/** The most files of one person that no appeal names; files that the person removed again count too. */
const MAX_LOOSE_FILES = 12;
/** How long a file waits for its appeal. It is deleted at least an hour later (domain/retention.ts), because a person may be writing the appeal at the end of this time. */
const LOOSE_MS = DAY_MS;

export const FILE_TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface AppealFile {
  /** The phone that sends the file makes the id. */
  readonly id: string;
  readonly type: FileType;
  readonly bytes: number;
}

/** The stored entry of a file: when its upload began (`at`, ms), whether its content has arrived (`stored`), and whether an appeal names it (`bound`). */
export interface FileEntry extends AppealFile {
  readonly at: number;
  readonly stored: boolean;
  readonly bound: boolean;
}

export type AppealFileRefusal =
  | { readonly code: "appeal_written" }
  | { readonly code: "file_id_taken" }
  | { readonly code: "too_many_files" }
  | { readonly code: "file_missing" };

/** The first bytes of each type of file; null stands for any byte. RFC 2083 §3.1, RFC 9649 §2.3, ISO 32000-1 §7.5.2, ISO 10918-1. */
const SIGNATURES: Readonly<Record<FileType, readonly (number | null)[]>> = {
  "image/jpeg": [0xff, 0xd8, 0xff],
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/webp": [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
  "application/pdf": [0x25, 0x50, 0x44, 0x46, 0x2d],
};

/** The type of a file by its first bytes, not by the type that the sender declares; null if it is none of the four. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const begins = (type: FileType) => SIGNATURES[type].every((byte, index) => byte === null || bytes[index] === byte);
  return FILE_TYPES.find(begins) ?? null;
}

/**
 * Whether a file may be sent. The same file may be sent again until its waiting time is over, and without limit once the appeal exists.
 * @param existing the entry with the same id; null if there is none @param loose the number of the person's files that no appeal names
 * @param hasAppeal whether the appeal exists already
 */
export function mayBegin(
  file: AppealFile,
  existing: FileEntry | null,
  loose: number,
  hasAppeal: boolean,
  now: number,
): Result<null, AppealFileRefusal> {
  if (existing !== null) {
    const same = existing.type === file.type && existing.bytes === file.bytes;
    return same && (hasAppeal || now < looseUntil(existing.at)) ? accept(null) : refuse({ code: "file_id_taken" });
  }
  if (hasAppeal) return refuse({ code: "appeal_written" });
  return loose < MAX_LOOSE_FILES ? accept(null) : refuse({ code: "too_many_files" });
}

/** The entries of the files that an appeal names, in the order of `ids`. Refuses if a file is unknown, has not arrived or has waited too long. */
export function filesNamed(
  ids: readonly string[],
  entries: readonly FileEntry[],
  now: number,
): Result<readonly FileEntry[], AppealFileRefusal> {
  const arrived = entries.filter(({ stored, at }) => stored && now < looseUntil(at));
  const files = ids.flatMap((id) => arrived.find((file) => file.id === id) ?? []);
  return files.length === ids.length ? accept(files) : refuse({ code: "file_missing" });
}

/** The time until which an appeal may name the file, ms. */
function looseUntil(at: number): number {
  return at + LOOSE_MS;
}
