/** Counts down to the next try that happens by itself. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../app/say.ts";

export function RetryLine(props: { readonly seconds: number }): JSX.Element {
  const [left, setLeft] = useState(props.seconds);
  useEffect(() => {
    setLeft(props.seconds);
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [props.seconds]);
  return (
    <p class="quiet">
      {left > 0 ? say(`${left} 秒后自动重试`, `Trying again by itself in ${left} s`) : say("正在重试……", "Trying again…")}
    </p>
  );
}
