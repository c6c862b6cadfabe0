/** Asks what a named person's data are opened for, and says who will read it. Nothing is opened before the answer. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { checkPurpose, PURPOSE_KINDS, PURPOSE_WORDS } from "../../domain/look/look.ts";
import type { ChosenKind, ChosenPurpose } from "../../domain/look/look.ts";
import { ownProblem } from "../api.ts";
import { Choices } from "../form/choices.tsx";
import { Field } from "../form/field.tsx";
import { say, saySentence } from "../say.ts";
import { ActDialog } from "./act-dialog.tsx";

const MAX_TEXT = 100;

interface PurposeProps {
  readonly title: string;
  readonly yes: string;
  /** Null where it was opened. */
  readonly onPurpose: (purpose: ChosenPurpose) => Promise<Problem | null>;
  readonly onClose: () => void;
}

export function PurposeDialog(props: PurposeProps): JSX.Element {
  const [kind, setKind] = useState<ChosenKind | null>(null);
  const [text, setText] = useState("");

  function act(): Promise<Problem | null> {
    const given = text.trim();
    const purpose = kind === null ? null : checkPurpose(kind, given === "" ? undefined : given);
    if (purpose?.ok === true) return props.onPurpose(purpose.value);
    const missing = kind === null ? say("请选择用途。", "Choose a purpose.") : say("请写明用途。", "Say what it is for.");
    return Promise.resolve(ownProblem("purpose_missing", 422, missing, missing));
  }

  return (
    <ActDialog title={props.title} yes={props.yes} act={act} onClose={props.onClose}>
      <p>
        {say(
          "本次查看会记下单位、时间和用途，居民本人和上级管理员可以看到。",
          "Your office, the time and the purpose are written down, where the person and those in charge above you read them.",
        )}
      </p>
      <Choices
        name="purpose"
        question={say("用途", "Purpose")}
        pairs
        choices={PURPOSE_KINDS.map((value) => ({ value, word: saySentence(PURPOSE_WORDS[value]) }))}
        chosen={kind === null ? [] : [kind]}
        onToggle={setKind}
      />
      <Field
        id="purpose-text"
        label={kind === "other" ? say("写明用途", "In words") : say("补充说明（可不填）", "In words (may be left out)")}
        value={text}
        maxLength={MAX_TEXT}
        onInput={setText}
      />
    </ActDialog>
  );
}
