/** Proposes another system's access: its name, the division whose lists it writes, and its rights. Another officer must approve. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ClientRequest, ClientWithSecret } from "../../../contract/client.ts";
import type { Problem } from "../../../contract/problem.ts";
import { CLIENT_RIGHTS, type ClientRight, RIGHT_WORDS } from "../../../domain/client/client.ts";
import { ownProblem, ask } from "../../app/api.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { type Place, PlaceField } from "../place-field.tsx";

interface MakeClientProps {
  readonly region: Place;
  readonly onMade: (newClient: ClientWithSecret) => Promise<void>;
  readonly onClose: () => void;
}

export function MakeClient({ region, onMade, onClose }: MakeClientProps): JSX.Element {
  const [name, setName] = useState("");
  const [rights, setRights] = useState<readonly ClientRight[]>([]);
  const [scope, setScope] = useState<Place | null>(region);

  async function make(): Promise<Problem | null> {
    if (rights.length === 0) return ownProblem("rights_missing", 422, "请选择权限。", "Choose the rights.");
    if (scope === null) return ownProblem("scope_missing", 422, "请选择来源地区。", "Choose the division.");
    const body: ClientRequest = { name: name.trim(), scope: scope.code, rights: [...rights] };
    const answer = await ask("POST /api/v1/clients", {}, body);
    if (!answer.ok) return answer.refusal;
    await onMade(answer.value);
    return null;
  }

  return (
    <ActDialog title={say("新增接入系统", "Add a system")} yes={say("新增", "Add")} act={make} onClose={onClose}>
      <p>{say("另一位负责人批准后才启用。", "The system gets access after another officer approves it.")}</p>
      <Field required label={say("系统名称", "Name")} value={name} limit={60} onInput={setName} />
      <Choices
        name="rights"
        question={say("权限（可多选）", "Rights (one or more)")}
        several
        choices={CLIENT_RIGHTS.map((value) => ({ value, word: saySentence(RIGHT_WORDS[value]) }))}
        chosen={rights}
        onToggle={(right) => setRights(rights.includes(right) ? rights.filter((one) => one !== right) : [...rights, right])}
      />
      <b>{say("来源地区（只报送这里的名单）", "Scope (it may send lists of this division only)")}</b>
      <PlaceField region={region.code} place={scope} onPick={setScope} />
    </ActDialog>
  );
}

export function ClientSecret(props: { readonly newClient: ClientWithSecret; readonly onClose: () => void }): JSX.Element {
  const { client, bearer } = props.newClient;
  const [copied, setCopied] = useState(false);
  return (
    <ActDialog
      title={say(`${client.name} 的接入凭证`, `Secret of ${client.name}`)}
      yes={say("我已保存", "I have saved it")}
      act={() => {
        props.onClose();
        return Promise.resolve(null);
      }}
      onClose={props.onClose}
    >
      <p>
        {say(
          "只显示这一次，请交给对方保管。另一位负责人批准后启用。",
          "This secret is shown only once. Give it to the operator of the system. It works after another officer approves the system.",
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
