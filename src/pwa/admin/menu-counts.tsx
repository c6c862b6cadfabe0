/** How much waits, and how much of it is overdue, beside the menu's word for it. Says nothing where nothing does. */
import type { JSX } from "preact";
import { say } from "../say.ts";

interface DueCountProps {
  readonly waiting: number;
  readonly overdue: number;
  /** What waits, read out after the number. */
  readonly word: string;
}

export function DueCount({ waiting, overdue, word }: DueCountProps): JSX.Element | null {
  if (waiting === 0) return null;
  return (
    <span class="admin-count">
      {waiting}
      <span class="hidden-words">{word}</span>
      {overdue > 0 && say(` · 超时 ${overdue}`, ` · ${overdue} overdue`)}
    </span>
  );
}
