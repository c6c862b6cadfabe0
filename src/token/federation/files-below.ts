/** The paths below an origin at which a reader of trust finds the files, with the bound of each. docs/trust.md §7. */
import { MAX_BOOK_BYTES, MAX_FILE_BYTES } from "../../domain/federation/trust-files.ts";
import type { FileSource } from "./pull-files.ts";

const PATH = "/.well-known/trust";

/** @param read the text at a path; null if there is none. Rejects without an answer, and with an `UnreadableText` for more than `maxBytes` */
export function filesBelow(read: (path: string, maxBytes: number) => Promise<string | null>): FileSource {
  return {
    root: (version) => read(`${PATH}/root/${version}`, MAX_FILE_BYTES.root),
    state: () => read(`${PATH}/state`, MAX_FILE_BYTES.state),
    register: (seq) => read(`${PATH}/register/${seq}`, MAX_FILE_BYTES.register),
    book: (since) => read(`${PATH}/book?since=${since}`, MAX_BOOK_BYTES),
  };
}
