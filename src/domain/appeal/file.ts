/** Files that go with an appeal: of which kinds, how large, how many, and how long one waits for its appeal. Pure. */
import { accept, refuse, type Result } from "../result.ts";
import { DAY_MS } from "../instant.ts";

/** A photo that a phone has reduced takes a tenth of it; a scanned certificate of several pages most of it. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** What an officer reads to its end. */
export const MAX_FILES = 3;
/** Of one person, sent and not part of an appeal yet: chosen, sent, and taken away again. */
const MAX_LOOSE_FILES = 12;
/** How long a file waits for its appeal. It leaves an hour later (domain/retention.ts), for an appeal that is being written when the time is over. */
const LOOSE_MS = DAY_MS;

export const FILE_TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type FileType = (typeof FILE_TYPES)[number];

export interface AppealFile {
  /** Made by the sender. */
  readonly id: string;
  readonly type: FileType;
  readonly bytes: number;
}

/** A file as it is known: since when, ms, whether it arrived, and whether its appeal named it. */
export interface KnownFile extends AppealFile {
  readonly at: number;
  readonly stored: boolean;
  readonly bound: boolean;
}

export type AppealFileRefusal =
  | { readonly code: "appeal_written" }
  | { readonly code: "file_id_taken" }
  | { readonly code: "too_many_files" }
  | { readonly code: "file_missing" };

/** What files of each kind begin with; null stands for any byte. RFC 2083 §3.1, RFC 9649 §2.3, ISO 32000-1 §7.5.2, ISO 10918-1. */
const SIGNATURES: Readonly<Record<FileType, readonly (number | null)[]>> = {
  "image/jpeg": [0xff, 0xd8, 0xff],
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/webp": [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
  "application/pdf": [0x25, 0x50, 0x44, 0x46, 0x2d],
};

/** By its first bytes, whatever the sender calls it; null where it is none of the four. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  const begins = (type: FileType) => SIGNATURES[type].every((byte, index) => byte === null || bytes[index] === byte);
  return FILE_TYPES.find(begins) ?? null;
}

/** Whether one more may be sent; the same one again may, until the time that it waits is over. */
export function mayBegin(
  file: AppealFile,
  known: KnownFile | null,
  loose: number,
  written: boolean,
  now: number,
): Result<null, AppealFileRefusal> {
  if (known !== null) {
    const same = known.type === file.type && known.bytes === file.bytes;
    return same && (written || now < looseUntil(known.at)) ? accept(null) : refuse({ code: "file_id_taken" });
  }
  if (written) return refuse({ code: "appeal_written" });
  return loose < MAX_LOOSE_FILES ? accept(null) : refuse({ code: "too_many_files" });
}

/** The files that an appeal names, in its order; refused where one never arrived, or waited too long. */
export function filesNamed(
  ids: readonly string[],
  known: readonly KnownFile[],
  now: number,
): Result<readonly KnownFile[], AppealFileRefusal> {
  const arrived = known.filter(({ stored, at }) => stored && now < looseUntil(at));
  const named = ids.flatMap((id) => arrived.find((file) => file.id === id) ?? []);
  return named.length === ids.length ? accept(named) : refuse({ code: "file_missing" });
}

/** Until when a file may become part of an appeal, ms. */
function looseUntil(at: number): number {
  return at + LOOSE_MS;
}
