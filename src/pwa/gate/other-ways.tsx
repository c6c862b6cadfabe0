/** Inputs without a camera: a USB scanner that types anywhere on the page, a field for digits, a chosen picture. */
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { readCode } from "../../domain/code/typed-code.ts";
import { say } from "../app/say.ts";
import type { Decoder } from "./scan/decoder.ts";
import { type PictureRefusal, readPicture } from "./scan/picture.ts";
import { NOTHING_TYPED, typeKey } from "./scan/typed-code.ts";
import { Sheet } from "../ui/dialog.tsx";

interface Props {
  /** Null while the decoder starts. */
  readonly decoder: Decoder | null;
  readonly onText: (text: string) => void;
}

export function OtherWays(props: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  const take = useRef(props.onText);
  take.current = props.onText;
  useTypedCodes(take);
  return (
    <>
      <button class="text-button other-ways" type="button" onClick={() => setOpen(true)}>
        {say("用扫码枪或图片", "Scanner or picture")}
      </button>
      {open && <WaysSheet {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Listens for the keystrokes of a USB scanner before any button does, so that the scanner's Enter presses no focused button. Keys in an input field are left alone. */
function useTypedCodes(take: { readonly current: (text: string) => void }): void {
  useEffect(() => {
    let typed = NOTHING_TYPED;
    const hear = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement) return;
      const stroke = typeKey(typed, event.key, event.timeStamp);
      typed = stroke.typed;
      if (stroke.kind === "ignored") return;
      event.preventDefault();
      event.stopPropagation();
      if (stroke.kind === "code") take.current(stroke.text);
    };
    addEventListener("keydown", hear, { capture: true });
    return () => removeEventListener("keydown", hear, { capture: true });
  }, [take]);
}

function WaysSheet(props: Props & { readonly onClose: () => void }): JSX.Element {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<PictureRefusal | null>(null);
  const field = useId();
  function send(code: string): void {
    props.onClose();
    props.onText(code);
  }
  async function read(file: File | undefined): Promise<void> {
    if (file === undefined || props.decoder === null) return;
    setRefusal(null);
    const code = await readPicture(file, props.decoder);
    if (code.ok) send(code.value);
    else setRefusal(code.refusal);
  }
  return (
    <Sheet title={say("不用摄像头", "Without the camera")} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") send(readCode(text));
        }}
      >
        <div class="field">
          <label for={field}>
            {say("点一下输入框，再用扫码枪扫，或粘贴数字", "Touch the field, then scan with a USB scanner or paste the digits")}
          </label>
          <input
            class="input"
            id={field}
            inputMode="numeric"
            autocomplete="off"
            value={text}
            placeholder={say("健康码的数字", "The digits of the code")}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <button class="button" type="submit" disabled={text.trim() === ""}>
          {say("核验", "Check")}
        </button>
      </form>
      {refusal !== null && (
        <p class="notice warning" role="alert">
          {refusal.code === "no_code"
            ? say(
                "图片里没有找到健康码。请换一张清楚、完整的。",
                "No code was found in the picture. Choose a sharp picture of the whole code.",
              )
            : say(
                "扫码程序没有运行，读不了图片。请用扫码枪，或连上网络后重新打开本页。",
                "The scan program does not run, so pictures cannot be read. Use a USB scanner, or connect to the network and open this page again.",
              )}
        </p>
      )}
      <label class="button second file">
        {say("选择图片", "Choose a picture")}
        <input type="file" accept="image/*" onChange={(event) => void read(event.currentTarget.files?.[0])} />
      </label>
    </Sheet>
  );
}
