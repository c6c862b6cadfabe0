/** Proposes another system's access: its name, the division whose lists it writes, its rights by a secret and its verbs by its keys. Another officer must approve. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ClientRequest, ClientWithSecret } from "../../../contract/client.ts";
import type { Problem } from "../../../contract/problem.ts";
import {
  CLIENT_RIGHTS,
  CLIENT_VERBS,
  type ClientRight,
  type ClientVerb,
  RIGHT_WORDS,
  VERB_WORDS,
} from "../../../domain/client/client.ts";
import { ownProblem, ask } from "../../app/api.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { TextArea } from "../../ui/fields/text-area.tsx";
import { type Place, PlaceField } from "../place-field.tsx";

interface MakeClientProps {
  readonly region: Place;
  readonly onMade: (newClient: ClientWithSecret) => Promise<void>;
  readonly onClose: () => void;
}

const WRONG_KEYS = (): Problem =>
  ownProblem(
    "keys_wrong",
    422,
    "公钥不对：请粘贴对方的 JWKS，最多 4 把 P-256 公钥，各有 kid 和 use: sig，不能含私钥。",
    "The keys are wrong: paste the system's JWKS with at most 4 public P-256 keys, each with a kid and use: sig, and without a private half.",
  );

/** The key set in a pasted text; null if it is none. The server checks its keys. */
function keySetIn(text: string): NonNullable<ClientRequest["jwks"]> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? (value as NonNullable<ClientRequest["jwks"]> | null) : null;
  } catch {
    return null;
  }
}

export function MakeClient({ region, onMade, onClose }: MakeClientProps): JSX.Element {
  const [name, setName] = useState("");
  const [rights, setRights] = useState<readonly ClientRight[]>([]);
  const [verbs, setVerbs] = useState<readonly ClientVerb[]>([]);
  const [keys, setKeys] = useState("");
  const [scope, setScope] = useState<Place | null>(region);

  async function make(): Promise<Problem | null> {
    if (rights.length + verbs.length === 0) return ownProblem("rights_missing", 422, "请选择权限。", "Choose the rights.");
    if (scope === null) return ownProblem("scope_missing", 422, "请选择来源地区。", "Choose the division.");
    const jwks = verbs.length === 0 ? undefined : keySetIn(keys);
    if (jwks === null) return WRONG_KEYS();
    const body = { name: name.trim(), scope: scope.code, rights, ...(jwks !== undefined && { verbs, jwks }) };
    const answer = await ask("POST /api/v1/clients", {}, body);
    if (!answer.ok) return answer.refusal.pointer?.startsWith("/jwks") === true ? WRONG_KEYS() : answer.refusal;
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
      <Choices
        name="verbs"
        question={say("接口（凭对方的密钥，可多选）", "Interface (by the system's own keys, one or more)")}
        several
        choices={CLIENT_VERBS.map((value) => ({ value, word: saySentence(VERB_WORDS[value]) }))}
        chosen={verbs}
        onToggle={(verb) => setVerbs(verbs.includes(verb) ? verbs.filter((one) => one !== verb) : [...verbs, verb])}
      />
      {verbs.length > 0 && (
        <TextArea
          id="jwks"
          label={say("对方的公钥（JWKS）", "The system's public keys (JWKS)")}
          hint={say("最多 4 把 P-256 公钥，不含私钥。", "At most 4 public P-256 keys, without a private half.")}
          limit={4000}
          value={keys}
          refusal={undefined}
          onInput={setKeys}
        />
      )}
      <b>{say("来源地区（只报送这里的名单）", "Scope (it may send lists of this division only)")}</b>
      <PlaceField region={region.code} place={scope} onPick={setScope} />
    </ActDialog>
  );
}

/** A system's secret, which no later answer contains. */
export interface SecretOf {
  readonly name: string;
  readonly bearer: string;
}

export function ClientSecret(props: SecretOf & { readonly onClose: () => void }): JSX.Element {
  const { name, bearer } = props;
  const [copied, setCopied] = useState(false);
  return (
    <ActDialog
      title={say(`${name} 的接入凭证`, `Secret of ${name}`)}
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
