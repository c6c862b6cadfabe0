/** The dialog that asks for the purpose before a person's data are opened, and the words of a purpose. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import {
  checkPurpose,
  type ChosenKind,
  type ChosenPurpose,
  type Purpose,
  PURPOSE_KINDS,
  PURPOSE_WORDS,
} from "../../domain/look/look.ts";
import { ownProblem } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";
import { ActDialog } from "../ui/dialog.tsx";
import { Choices } from "../ui/fields/choices.tsx";
import { Field } from "../ui/fields/field.tsx";

const MAX_TEXT = 100;

interface PurposeProps {
  readonly title: string;
  readonly yes: string;
  /** Opens the person's data. Returns null on success, otherwise the problem. */
  readonly onPurpose: (purpose: ChosenPurpose) => Promise<Problem | null>;
  readonly onClose: () => void;
}

export function PurposeDialog(props: PurposeProps): JSX.Element {
  const [kind, setKind] = useState<ChosenKind | null>(null);
  const [text, setText] = useState("");

  function act(): Promise<Problem | null> {
    const entry = text.trim();
    const purpose = kind === null ? null : checkPurpose(kind, entry === "" ? undefined : entry);
    if (purpose?.ok === true) return props.onPurpose(purpose.value);
    const missing = kind === null ? say("请选择用途。", "Choose a purpose.") : say("请写明用途。", "Write down the purpose.");
    return Promise.resolve(ownProblem("purpose_missing", 422, missing, missing));
  }

  return (
    <ActDialog title={props.title} yes={props.yes} act={act} onClose={props.onClose}>
      <p>
        {say(
          "本次查看会记下单位、时间和用途，居民本人和上级管理员可以看到。",
          "Your office, the time and the purpose are recorded. The person and the administrators above you can see the record.",
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
        label={kind === "other" ? say("写明用途", "The purpose in words") : say("补充说明（可不填）", "Details (optional)")}
        value={text}
        limit={MAX_TEXT}
        onInput={setText}
      />
    </ActDialog>
  );
}

export function purposeWords({ kind, text }: Purpose): string {
  const word = saySentence(PURPOSE_WORDS[kind]);
  return text === null ? word : `${word} · ${text}`;
}
