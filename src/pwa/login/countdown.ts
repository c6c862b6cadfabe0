/** Seconds left until a moment, counted down while the caller stands. */
import { useEffect, useState } from "preact/hooks";

export function useSecondsLeft(untilMs: number): number {
  const left = (): number => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return seconds;
}
