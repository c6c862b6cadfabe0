/** Asks for a person, by identity document or by the code that the person shows to a scanner. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { TrackRequest } from "../../../contract/track.ts";
import { readCode } from "../../../domain/code/typed-code.ts";
import { say } from "../../app/say.ts";
import { Choices } from "../../ui/fields/choices.tsx";
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
