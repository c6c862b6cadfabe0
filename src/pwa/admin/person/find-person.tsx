/** Asks for a person, by identity document or by the code that the person shows to a scanner, and for the purpose of opening their data. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { TrackRequest } from "../../../contract/track.ts";
import { readCode } from "../../../domain/code/typed-code.ts";
import { checkPurpose, type ChosenKind, type ChosenPurpose, PURPOSE_KINDS, PURPOSE_WORDS } from "../../../domain/look/look.ts";
import { ownProblem } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";

type Way = "document" | "code";
export type Identification = Exclude<TrackRequest["person"], string>;

interface FindPersonProps {
  readonly question: string;
  /** The sentence that says which persons can be found. */
  readonly whom: string;
  readonly onIdentify: (identification: Identification) => void;
}

export function FindPerson(props: FindPersonProps): JSX.Element {
  const [way, setWay] = useState<Way>("document");
  const [text, setText] = useState("");
  const entry = text.trim();
  return (
    <form
      class="admin-card admin-find stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (entry !== "")
          props.onIdentify(way === "code" ? { code: readCode(entry) } : { document: { type: "10", number: entry } });
      }}
    >
      <h2>{props.question}</h2>
      <p class="quiet">{props.whom}</p>
      <Choices
        name="way"
        question={say("怎么找", "How to find the person")}
        pairs
        choices={[
          { value: "document", word: say("身份证号码", "Resident identity number") },
          { value: "code", word: say("健康码", "Health code"), detail: say("用扫码枪扫", "with a USB scanner") },
        ]}
        chosen={[way]}
        onToggle={(value) => {
          setWay(value);
          setText("");
        }}
      />
      <Field
        required
        label={way === "code" ? say("健康码内容", "Content of the code") : say("身份证号码", "Resident identity number")}
        value={text}
        limit={way === "code" ? 1024 : 60}
        onInput={setText}
      />
      <button class="button" type="submit">
        {say("下一步：填写用途", "Next: the purpose")}
      </button>
    </form>
  );
}

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
