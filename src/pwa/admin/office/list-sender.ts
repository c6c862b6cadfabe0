/** A list of applications on its way: read from a file, sent in pieces, so that progress shows and what was decided stays known. */
import type { ApplicationResult } from "../../../contract/application.ts";
import type { Problem } from "../../../contract/problem.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import { ask, ownProblem } from "../../app/api.ts";

export const MAX_LINES = 2000;
const MAX_FILE_BYTES = 512 * 1024;
/** Some two seconds of the server's time: a piece that takes longer looks as if nothing went on. */
const LINES_A_PIECE = 20;

export type LineOutcome = ApplicationResult | { readonly line: number; readonly state: "undone" };
/** By the line's number in the whole list. */
export type LineOutcomes = ReadonlyMap<number, LineOutcome>;

export interface Sending {
  readonly division: string;
  /** The whole list. */
  readonly text: string;
  /** Numbers of the lines to send, from 1. */
  readonly lines: readonly number[];
  readonly reason: string;
  /** Called after each piece, with all that is known from this and earlier sendings. */
  readonly onOutcomes: (update: (before: LineOutcomes) => LineOutcomes) => void;
}

/** Sends the lines as they were written. Stops at the first refusal of a piece and answers it; null where all went. */
export async function sendList({ division, text, lines, reason, onOutcomes }: Sending): Promise<Problem | null> {
  const written = text.split(/\r\n|\r|\n/u);
  for (let from = 0; from < lines.length; from += LINES_A_PIECE) {
    const piece = lines.slice(from, from + LINES_A_PIECE);
    const list = piece.map((line) => written[line - 1] ?? "").join("\n");
    const answer = await ask("POST /api/v1/divisions/:division/applications", { division }, { list, reason });
    if (!answer.ok) return answer.refusal;
    const outcomes = answer.value.results.flatMap((result): readonly [number, ApplicationResult][] => {
      const line = piece[result.line - 1];
      return line === undefined ? [] : [[line, { ...result, line }]];
    });
    onOutcomes((before) => new Map([...before, ...outcomes]));
  }
  return null;
}

/** The text of a file; a sheet saved in Chinese Windows is GB 18030, not UTF-8. */
export async function readFile(file: File): Promise<Result<string, Problem>> {
  if (file.size > MAX_FILE_BYTES)
    return refuse(ownProblem("file_too_large", 422, "文件太大，最多 512 KB。", "The file is too large: 512 KB at most."));
  const bytes = await file.arrayBuffer();
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return accept(text);
    } catch {
      // Not in this encoding.
    }
  }
  return refuse(
    ownProblem(
      "file_not_text",
      422,
      "这不是文本文件，请另存为 CSV 或文本后再选择。",
      "This is no text file: save it as CSV or text, then choose it again.",
    ),
  );
}
