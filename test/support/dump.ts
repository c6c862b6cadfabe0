/** Searches a state directory as a thief would: every byte of every file, for a text in each encoding that the storage may use. */
import { relative } from "node:path";
import { bytesOfFile, filesBelow } from "./state.ts";

export interface Finding {
  readonly text: string;
  readonly spelling: "utf-8" | "utf-16le" | "utf-16be" | "base64" | "hex";
  /** Path below the searched directory. */
  readonly file: string;
}

/** Each place of a text below `directory`, write-ahead logs included. SQLite writes UTF-8, V8's serialiser UTF-16. */
export function findInFiles(directory: string, texts: readonly string[]): readonly Finding[] {
  return filesBelow(directory).flatMap((path) => {
    const bytes = bytesOfFile(path) ?? Buffer.alloc(0);
    return texts.flatMap((text) =>
      spellings(text)
        .filter(({ needle }) => bytes.includes(needle))
        .map(({ spelling }) => ({ text, spelling, file: relative(directory, path) })),
    );
  });
}

function spellings(text: string): readonly { readonly spelling: Finding["spelling"]; readonly needle: Buffer }[] {
  const utf8 = Buffer.from(text, "utf8");
  const little = Buffer.from(text, "utf16le");
  return [
    { spelling: "utf-8", needle: utf8 },
    { spelling: "utf-16le", needle: little },
    { spelling: "utf-16be", needle: Buffer.from(little).swap16() },
    // This finds only a text that begins at a multiple of three bytes. The last letter depends on the byte after the text, so it is cut off.
    { spelling: "base64", needle: Buffer.from(utf8.toString("base64").replace(/.?=*$/, "")) },
    { spelling: "hex", needle: Buffer.from(utf8.toString("hex")) },
  ];
}
