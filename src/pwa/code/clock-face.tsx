/** The running clock above the symbol: the server's time, so that a gate can compare it with its own. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { beijing, two, wholeDate } from "../app/beijing-time.ts";
import { correctedNow } from "../app/clock.ts";

/** The corrected time of the second that has begun, milliseconds. */
export const second = signal(correctedNow());

/** Keeps `second` running while the calling screen stands; each beat falls on the turn of a second. */
export function useSeconds(): void {
  useEffect(() => {
    let timer = 0;
    const beat = (): void => {
      second.value = correctedNow();
      timer = window.setTimeout(beat, 1000 - (second.value % 1000));
    };
    beat();
    return () => clearTimeout(timer);
  }, []);
}

export function ClockFace(): JSX.Element {
  const now = beijing(second.value);
  // A clock that is read out every second would drown everything else: it is for the eyes of the gate.
  return (
    <div class="clock">
      <p class="clock-time" aria-hidden="true">
        {two(now.hour)}:{two(now.minute)}:<em>{two(now.second)}</em>
      </p>
      <p class="quiet">{wholeDate(second.value)}</p>
    </div>
  );
}
