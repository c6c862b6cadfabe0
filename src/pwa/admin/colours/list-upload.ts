/** Sends a file of facts or risk levels. Its hash is its name, so the same file sent again is the same import. */
import type { FactImport } from "../../../contract/fact.ts";
import { toHex } from "../../../domain/hex.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../../domain/history/csv.ts";
import { accept, refuse } from "../../../domain/result.ts";
import { type Answer, noNetwork, office, readProblem, urlOf } from "../../app/api.ts";

/** The content of a file: `facts` of persons, or risk levels of `areas`, as in the paths of the API. */
export type ListOf = "facts" | "areas";

/** Sends the file and returns the import's name, the file's SHA-256. A file that cannot be read or sent is reported as the problem `no_network`. Never throws. */
export async function uploadList(list: ListOf, file: File): Promise<Answer<string>> {
  try {
    const name = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
    const format = /\.csv$/i.test(file.name) ? "csv" : "ndjson";
    const answer = await fetch(urlOf(`PUT /api/v1/${list}/:import`, { import: name, format }), {
      method: "PUT",
      credentials: "same-origin",
      headers: { "X-Yima": "1" },
      body: file,
    });
    if (answer.ok) return accept(name);
    const problem = await readProblem(answer);
    return (await office.unlock?.(problem, "PUT")) ? await uploadList(list, file) : refuse(problem);
  } catch {
    return refuse(noNetwork());
  }
}

/** The refused lines of an import as a CSV for a spreadsheet. */
export function errorsOf({ errors }: FactImport): string {
  const lines = errors.map(({ line, field, code, sentence }) => [String(line), field ?? "", code, sentence.zh, sentence.en]);
  return BYTE_ORDER_MARK + [["line", "column", "code", "zh", "en"], ...lines].map(csvLine).join("");
}
