/** Shows a system's secret, this once: the server keeps a hash of it only. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ClientMade } from "../../contract/client.ts";
import { say } from "../say.ts";
import { ActDialog } from "./act-dialog.tsx";

export function ClientSecret(props: { readonly made: ClientMade; readonly onClose: () => void }): JSX.Element {
  const { client, bearer } = props.made;
  const [copied, setCopied] = useState(false);
  return (
    <ActDialog
      title={say(`${client.name} 的接入凭证`, `The secret of ${client.name}`)}
      yes={say("我已保存", "I have kept it")}
      act={() => {
        props.onClose();
        return Promise.resolve(null);
      }}
      onClose={props.onClose}
    >
      <p>
        {say(
          "只显示这一次，请交给对方保管。另一位负责人批准后启用。",
          "It is shown this once: hand it to whoever runs the system. It holds once another officer has approved.",
        )}
      </p>
      <input
        class="input"
        type="text"
        readonly
        aria-label={say("接入凭证", "Secret")}
        value={bearer}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button class="chip" type="button" onClick={() => void navigator.clipboard.writeText(bearer).then(() => setCopied(true))}>
        {copied ? say("已复制", "Copied") : say("复制", "Copy")}
      </button>
    </ActDialog>
  );
}
