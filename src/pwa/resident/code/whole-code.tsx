/** The code on a white screen, as large as possible, while the phone stays awake. Any tap or Escape closes it. */
import type { JSX } from "preact";
import type { Colour } from "../../../contract/verify.ts";
import { Modal } from "../../ui/modal.tsx";
import { say } from "../../app/say.ts";
import { useWakeLock } from "../../app/wake-lock.ts";
import { ClockFace, CodeWord, SymbolPicture } from "./code-frame.tsx";
import type { QrSymbol } from "./symbol.ts";

interface WholeCodeProps {
  readonly colour: Colour;
  readonly symbol: QrSymbol | null;
  readonly name: string;
  readonly onEnd: () => void;
}

export default function WholeCode(props: WholeCodeProps): JSX.Element {
  useWakeLock();
  return (
    <Modal class="whole-code" label={say("全屏健康码", "Health code, full screen")} onClose={props.onEnd}>
      {(close) => (
        <button class="whole-code-inside" type="button" onClick={close}>
          <ClockFace />
          <SymbolPicture symbol={props.symbol} />
          <span class={`whole-code-state ${props.colour}`}>
            <CodeWord colour={props.colour} />
          </span>
          <b>{props.name}</b>
          <span class="quiet">{say("点按任意处返回", "Tap anywhere to go back")}</span>
        </button>
      )}
    </Modal>
  );
}
