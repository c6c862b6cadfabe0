/** The account's own name for a person. It distinguishes members of a family, whose masked names look alike, and never leaves the phone. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { giveNickname, nicknameOf } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";

interface NicknameFieldProps {
  readonly value: string;
  readonly onInput: (nickname: string) => void;
}

export function NicknameField(props: NicknameFieldProps): JSX.Element {
  return (
    <Field
      label={say("您怎么称呼这个人（可不填）", "Your name for this person (optional)")}
      hint={say(
        "如“小宝”“外婆”，好与其他家人区分。只存在这部手机上。",
        "Such as “Grandma”. It distinguishes the family, and stays on this phone.",
      )}
      {...props}
    />
  );
}

interface NameDialogProps {
  readonly person: Person;
  readonly onEnd: () => void;
}

export function NameDialog({ person, onEnd }: NameDialogProps): JSX.Element {
  const [nickname, setNickname] = useState(nicknameOf(person));
  async function save(): Promise<void> {
    await giveNickname(person, nickname);
    onEnd();
  }
  return (
    <Confirm
      title={say(
        `${person.maskedName} ${person.maskedDocument} 的称呼`,
        `Your name for ${person.maskedName} ${person.maskedDocument}`,
      )}
      yes={say("保存", "Save")}
      onYes={() => void save()}
      onNo={onEnd}
    >
      <NicknameField value={nickname} onInput={setNickname} />
    </Confirm>
  );
}
