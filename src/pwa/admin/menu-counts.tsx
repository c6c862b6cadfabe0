/** The number of waiting items in a queue, and of overdue ones, beside its word in the menu. Hidden at zero. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { say, saySentence, type Sentence } from "../app/say.ts";
import { useLoaded } from "../ui/loaded.tsx";
import type { Queue } from "./pages.ts";

interface Count {
  readonly waiting: number;
  /** The number of overdue items; absent for a queue whose items have no due time. */
  readonly overdue?: number;
}

/** The key is `division queue`. */
const counts = signal<ReadonlyMap<string, Count>>(new Map());

/** Sets the count that the menu shows for a queue. The queue's own page calls it too after each load. */
export function tellCount(division: string, queue: Queue, count: Count): void {
  counts.value = new Map(counts.peek()).set(`${division} ${queue}`, count);
}

interface MenuCountProps {
  readonly division: string;
  readonly queue: Queue;
  /** The text that screen readers read after the number, such as "to review". */
  readonly word: Sentence;
}

export function MenuCount({ division, queue, word }: MenuCountProps): JSX.Element | null {
  const { loaded } = useLoaded(`GET /api/v1/divisions/:division/${queue}/waiting`, { division });
  useEffect(() => {
    if (loaded.state === "ready") tellCount(division, queue, loaded.value);
  }, [loaded, division, queue]);
  const { waiting, overdue = 0 } = counts.value.get(`${division} ${queue}`) ?? { waiting: 0 };
  if (waiting === 0) return null;
  return (
    <span class="admin-count">
      {waiting}
      <span class="hidden-words">{saySentence(word)}</span>
      {overdue > 0 && say(` · 超时 ${overdue}`, ` · ${overdue} overdue`)}
    </span>
  );
}
