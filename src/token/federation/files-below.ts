/** The paths below an origin at which a reader of trust finds the files, with the bound and the type of each. docs/trust.md §7. */
import { FILE_CONTENT_TYPES, MAX_BOOK_BYTES, MAX_FILE_BYTES } from "../../domain/federation/trust-files.ts";
import type { FileSource } from "./pull-files.ts";

const PATH = "/.well-known/trust";

/** @param read the text at a path; null if there is none. Rejects without an answer, and with an `UnreadableText` for more than `maxBytes` or another content type */
export function filesBelow(read: (path: string, maxBytes: number, type: string) => Promise<string | null>): FileSource {
  return {
    root: (version) => read(`${PATH}/root/${version}`, MAX_FILE_BYTES.root, FILE_CONTENT_TYPES.root),
    state: () => read(`${PATH}/state`, MAX_FILE_BYTES.state, FILE_CONTENT_TYPES.state),
    register: (seq) => read(`${PATH}/register/${seq}`, MAX_FILE_BYTES.register, FILE_CONTENT_TYPES.register),
    book: (since) => read(`${PATH}/book?since=${since}`, MAX_BOOK_BYTES, FILE_CONTENT_TYPES.book),
  };
}
