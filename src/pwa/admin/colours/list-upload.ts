/** Reads and sends a file of facts or risk levels. The hash of what is sent is its name, so the same file sent again is the same list. */
import { toHex } from "../../../domain/hex.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../../domain/history/csv.ts";
import type { ListOf } from "../../../domain/list/list-file.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, noNetwork, office, ownProblem, readProblem, urlOf } from "../../app/api.ts";

/** The first bytes of XLSX, DOCX and every other ZIP file. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];

/** Sends the file, and returns its name for the server, the SHA-256 of what was sent. Never throws. */
export async function uploadList(list: ListOf, file: File): Promise<Answer<string>> {
  let bytes: Uint8Array<ArrayBuffer> | null;
  try {
    bytes = inUtf8(new Uint8Array(await file.arrayBuffer()));
  } catch {
    // Chromium does not read a file that has changed on the disk since it was chosen.
    return refuse(
      ownProblem("file_changed", 422, "文件已改动，请重新选择。", "The file has changed since you chose it: choose it again."),
    );
  }
  if (bytes === null)
    return refuse(
      ownProblem(
        "file_not_text",
        422,
        "这不是文本文件。Excel 表格请另存为 CSV，再选择一次。",
        "This is not a text file. Save a spreadsheet as CSV, then choose it again.",
      ),
    );
  const format = /\.(?:ndjson|jsonl)$/i.test(file.name) ? "ndjson" : "csv";
  return send(list, file.name.slice(-200), format, bytes);
}

async function send(
  list: ListOf,
  name: string,
  format: "csv" | "ndjson",
  body: Uint8Array<ArrayBuffer>,
): Promise<Answer<string>> {
  try {
    const file = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", body)));
    const answer = await fetch(urlOf(`PUT /api/v1/${list}/:import`, { import: file, format, name }), {
      method: "PUT",
      credentials: "same-origin",
      headers: { "X-Yima": "1" },
      body,
    });
    if (answer.ok) return accept(file);
    const problem = await readProblem(answer);
    return (await office.unlock?.(problem, "PUT")) ? await send(list, name, format, body) : refuse(problem);
  } catch {
    return refuse(noNetwork());
  }
}

/** The bytes in UTF-8; Chinese Windows saves sheets in GB 18030. Null if they are not a text. */
function inUtf8(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (ZIP.every((byte, index) => bytes[index] === byte) || bytes.includes(0)) return null;
  if (decoded(bytes, "utf-8") !== null) return bytes;
  const text = decoded(bytes, "gb18030");
  return text === null ? null : new TextEncoder().encode(text);
}

function decoded(bytes: Uint8Array<ArrayBuffer>, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** An empty list with its heading, for Excel, as the address of a download. */
export function templateOf(columns: Readonly<Record<string, string>>, optional: readonly string[]): string {
  const names = Object.entries(columns).filter(([column]) => !optional.includes(column));
  return `data:text/csv;charset=utf-8,${encodeURIComponent(BYTE_ORDER_MARK + csvLine(names.map(([, word]) => word)))}`;
}
