/** Reads a list of applications from a file and sends it in pieces, so that progress is visible and earlier results are not lost. */
import type { ApplicationResult } from "../../../contract/application.ts";
import type { Problem } from "../../../contract/problem.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import { ask, ownProblem } from "../../app/api.ts";

export const MAX_LINES = 2000;
const MAX_FILE_BYTES = 512 * 1024;
/** Lines per request. This many take about two seconds on the server; more would look like a standstill. */
const LINES_A_PIECE = 20;

export type LineOutcome = ApplicationResult | { readonly line: number; readonly state: "undone" };
/** The key is the line's number in the whole list, from 1. */
export type LineOutcomes = ReadonlyMap<number, LineOutcome>;

export interface Sending {
  readonly division: string;
  /** The whole list. */
  readonly text: string;
  /** Numbers of the lines to send, from 1. */
  readonly lines: readonly number[];
  readonly reason: string;
  /** Called after each piece with a function that adds the piece's outcomes to the earlier ones. */
  readonly onOutcomes: (update: (before: LineOutcomes) => LineOutcomes) => void;
}

/** Sends the lines in pieces, unchanged. Stops at the first piece that is refused or does not reach the server, and returns its problem; null after all were sent. */
export async function sendList({ division, text, lines, reason, onOutcomes }: Sending): Promise<Problem | null> {
  const allLines = text.split(/\r\n|\r|\n/u);
  for (let from = 0; from < lines.length; from += LINES_A_PIECE) {
    const piece = lines.slice(from, from + LINES_A_PIECE);
    const list = piece.map((line) => allLines[line - 1] ?? "").join("\n");
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

/** The text of a file in UTF-8, or in GB 18030, in which Chinese Windows saves sheets. Refuses a file over 512 KB and a file that is not text. */
export async function readFile(file: File): Promise<Result<string, Problem>> {
  if (file.size > MAX_FILE_BYTES)
    return refuse(ownProblem("file_too_large", 422, "文件太大，最多 512 KB。", "The file is too large: 512 KB at most."));
  const bytes = await file.arrayBuffer();
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return accept(text);
    } catch {
      // Not this encoding: try the next one.
    }
  }
  return refuse(
    ownProblem(
      "file_not_text",
      422,
      "这不是文本文件，请另存为 CSV 或文本后再选择。",
      "This is not a text file. Save it as CSV or text, then choose it again.",
    ),
  );
}
