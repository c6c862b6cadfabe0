/** The dialogs of 通行密钥: adding one, another name, removing one. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Passkeys } from "../../contract/passkey/passkey.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { say } from "../app/say.ts";
import { ActDialog, Confirm } from "../ui/dialog.tsx";
import { Field } from "../ui/fields/field.tsx";
import { makePasskey } from "../ui/office/passkey.ts";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useBusy } from "../ui/use-busy.ts";

export type Passkey = Passkeys["passkeys"][number];

const NAME_LIMIT = 40;

interface NameDialogProps {
  /** The passkey that gets another name; absent for a new one. */
  readonly passkey?: Passkey;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

export function NameDialog({ passkey, onDone, onClose }: NameDialogProps): JSX.Element {
  const [name, setName] = useState(passkey?.name ?? "");
  const act = async (): Promise<Problem | null> => {
    const typed = name.trim();
    const problem = passkey === undefined ? await makePasskey(typed) : await rename(passkey.id, typed);
    if (problem === null) await onDone();
    return problem;
  };
  return (
    <ActDialog
      title={passkey === undefined ? say("添加通行密钥", "Add a passkey") : say("给通行密钥改名", "Rename the passkey")}
      yes={passkey === undefined ? say("下一步", "Next") : say("保存", "Save")}
      act={act}
      onClose={onClose}
    >
      <Field
        required
        label={say("名称", "Name")}
        hint={say("写清楚是哪台设备，例如：办公室电脑、本人手机。", "Say which device it is, such as: office PC, my phone.")}
        limit={NAME_LIMIT}
        value={name}
        onInput={setName}
        focus
      />
    </ActDialog>
  );
}

async function rename(passkey: string, name: string): Promise<Problem | null> {
  const answer = await ask("PATCH /api/v1/passkeys/:passkey", { passkey }, { name });
  return answer.ok ? null : answer.refusal;
}

export function Removal(props: {
  readonly passkey: Passkey;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}): JSX.Element {
  const { passkey, onDone, onClose } = props;
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = async (): Promise<void> => {
    const answer = await ask("DELETE /api/v1/passkeys/:passkey", { passkey: passkey.id });
    if (answer.ok) await onDone();
    else setProblem(answer.refusal);
  };
  return (
    <Confirm
      title={say(`删除“${passkey.name}”？`, `Remove ${passkey.name}?`)}
      yes={say("删除", "Remove")}
      danger
      busy={busy}
      onNo={onClose}
      onYes={() => void during(remove)}
    >
      <p>
        {say(
          "删除后不能再用它确认。删除前要用另一个通行密钥确认。这一步不能撤销。",
          "It can no longer confirm anything. Before that, confirm with another passkey. This cannot be undone.",
        )}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
    </Confirm>
  );
}
