/** The code on a white screen, as large as possible, while the phone stays awake. Any tap, Escape or the back button closes it. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import type { Colour } from "../../../contract/verify.ts";
import { Modal } from "../../ui/modal.tsx";
import { nameOf } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { useWakeLock } from "../../app/wake-lock.ts";
import { ClockFace, CodeWord, SymbolPicture } from "./code-frame.tsx";
import type { QrSymbol } from "./symbol.ts";

interface WholeCodeProps {
  readonly colour: Colour;
  readonly symbol: QrSymbol | null;
  readonly person: Person;
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
          <b>{nameOf(props.person)}</b>
          <span class="quiet">{say("点按任意处返回", "Tap anywhere to go back")}</span>
        </button>
      )}
    </Modal>
  );
}
