/** What a refusal is on the wire: its HTTP status, and a sentence in both languages. */
import type { Sentence } from "../domain/sentence.ts";

export interface ProblemRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 426 | 429 | 500 | 503;
  readonly sentence: Sentence;
}

export const row = (status: ProblemRow["status"], zh: string, en: string): ProblemRow => ({ status, sentence: { zh, en } });
