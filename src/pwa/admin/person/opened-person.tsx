/** Names the person whose data are wanted: by identity document, or by the code that they show to a scanner that types. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { TrackRequest } from "../../../contract/track.ts";
import { Choices } from "../../form/choices.tsx";
import { say } from "../../say.ts";
import { TextField } from "../act-dialog.tsx";

type Way = "document" | "code";
export type Named = Exclude<TrackRequest["person"], string>;

interface FindPersonProps {
  readonly question: string;
  /** Who can be found. */
  readonly whom: string;
  readonly onNamed: (named: Named) => void;
}

export function FindPerson(props: FindPersonProps): JSX.Element {
  const [way, setWay] = useState<Way>("document");
  const [text, setText] = useState("");
  const given = text.trim();
  return (
    <form
      class="admin-card admin-find stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== "") props.onNamed(way === "code" ? { code: given } : { document: { type: "10", number: given } });
      }}
    >
      <h2>{props.question}</h2>
      <p class="quiet">{props.whom}</p>
      <Choices
        name="way"
        question={say("怎么找", "How to find them")}
        pairs
        choices={[
          { value: "document", word: say("身份证号码", "Resident identity number") },
          { value: "code", word: say("健康码", "Health code"), detail: say("用扫码枪扫", "with a scanner that types") },
        ]}
        chosen={[way]}
        onToggle={(value) => {
          setWay(value);
          setText("");
        }}
      />
      <TextField
        label={way === "code" ? say("健康码内容", "The code") : say("身份证号码", "Resident identity number")}
        value={text}
        maxLength={way === "code" ? 1024 : 32}
        onInput={setText}
      />
      <button class="button" type="submit">
        {say("下一步：填写用途", "Next: the purpose")}
      </button>
    </form>
  );
}
