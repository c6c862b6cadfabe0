/** The QR symbol in its coloured frame, with word and shape, because colour alone must not carry the meaning (screens.md). Also the clock above it. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Colour } from "../../../contract/verify.ts";
import { wholeDate } from "../../app/moment.ts";
import { beijing, two } from "../../app/beijing-time.ts";
import { correctedNow } from "../../app/clock.ts";
import { say } from "../../app/say.ts";
import { Shape } from "../../ui/icons.tsx";
import type { QrSymbol } from "./symbol.ts";

/** The word for the colour on the screen. Source: product.md §1, §2. */
const WORDS: { readonly [C in Colour]: readonly [zh: string, en: string] } = {
  none: ["已申报", "Declared"],
  grey: ["已登记", "Registered"],
  green: ["绿码", "Green"],
  yellow: ["黄码", "Yellow"],
  orange: ["橙码", "Orange"],
  red: ["红码", "Red"],
};

export function SymbolPicture(props: { readonly symbol: QrSymbol | null }): JSX.Element {
  const { side, path, digits } = props.symbol ?? { side: 69, path: "", digits: "" };
  // The symbol is near-black on white in dark mode too, because scanners need it (quality.md, people).
  return (
    <svg
      class="symbol"
      data-digits={digits}
      viewBox={`0 0 ${side} ${side}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={say("健康码二维码", "Health code")}
    >
      <path fill="#fff" d={`M0 0h${side}v${side}h-${side}z`} />
      <path fill="#0d1117" d={path} />
    </svg>
  );
}

export function CodeWord(props: { readonly colour: Colour }): JSX.Element {
  return (
    <p class="code-word">
      <Shape colour={props.colour} />
      {say(...WORDS[props.colour])}
    </p>
  );
}

interface FrameProps {
  readonly colour: Colour;
  readonly symbol: QrSymbol | null;
  readonly onTap: () => void;
}

export function CodeFrame(props: FrameProps): JSX.Element {
  return (
    <button class={`code-frame ${props.colour}`} type="button" onClick={props.onTap}>
      <SymbolPicture symbol={props.symbol} />
      <CodeWord colour={props.colour} />
      <span class="hidden-words">{say("点按全屏亮码", "Tap to show the code on the full screen")}</span>
    </button>
  );
}

/** The corrected time in ms, set about once per second while a screen uses it. */
export const second = signal(correctedNow());

/** Sets `second` to the corrected time at each full second while the calling screen is open. */
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
  // The clock is for the collector's eyes. A screen reader that read it every second could read nothing else.
  return (
    <div class="clock">
      <p class="clock-time" aria-hidden="true">
        {two(now.hour)}:{two(now.minute)}:<em>{two(now.second)}</em>
      </p>
      <p class="quiet">{wholeDate(second.value)}</p>
    </div>
  );
}
