/** The problem of a failed request as a sentence. If the problem has a wait and `onRetry` is given, the notice counts the seconds and then repeats the request by itself. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { saySentence } from "../app/say.ts";
import { RetryLine } from "../app/unreachable.tsx";

interface ProblemNoticeProps {
  readonly problem: Problem;
  /** Repeats the request; given only where an automatic repeat does no harm. */
  readonly onRetry?: () => void;
}

export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps): JSX.Element {
  const waitSeconds = problem.retryAfterSeconds;
  useEffect(() => {
    const timer = setTimeout(() => waitSeconds !== undefined && onRetry?.(), (waitSeconds ?? 0) * 1000);
    return () => clearTimeout(timer);
  }, [problem]);
  return (
    <div class="notice wrong" role="alert">
      <p>{saySentence(problem.sentence)}</p>
      {waitSeconds !== undefined && onRetry !== undefined && <RetryLine seconds={waitSeconds} />}
    </div>
  );
}

export default ProblemNotice;

export function fieldOf(problem: Problem | null): string | undefined {
  return problem?.pointer?.split("/").at(-1);
}
