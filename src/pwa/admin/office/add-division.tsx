/** Adds a community below a street, or one more name to a community, outside of any application. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AddedDivision } from "../../../contract/division.ts";
import type { Problem } from "../../../contract/problem.ts";
import { post } from "../../api.ts";
import { forgetAdded } from "../../division/packs.ts";
import { say } from "../../say.ts";
import { ActDialog, TextField } from "../act-dialog.tsx";
import type { Outcome } from "../head.tsx";
import { bodyOf, type CommunityDraft, NewCommunity } from "../new-community.tsx";
import { ReasonField } from "../reason-field.tsx";

interface AddDivisionProps {
  /** A street gets a community, a community one more name. */
  readonly division: string;
  readonly place: string;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

export function AddDivision(props: AddDivisionProps): JSX.Element {
  const { division, place } = props;
  const isStreet = division.length === 9;
  const [draft, setDraft] = useState<CommunityDraft>({ street: { code: division, path: [place] }, name: "", alias: "" });
  const [reason, setReason] = useState("");

  async function add(): Promise<Problem | null> {
    const path = `/api/v1/divisions/${division}/${isStreet ? "communities" : "aliases"}`;
    const body = isStreet ? bodyOf(draft) : { alias: draft.alias.trim() };
    const answer = await post<AddedDivision>(path, { ...body, reason: reason.trim() });
    if (!answer.ok) return answer.refusal;
    forgetAdded();
    const { name } = draft;
    await props.onDone({
      said: isStreet
        ? say(`已在${place}新增${name}。`, `${name} was added below ${place}.`)
        : say(`以后“${draft.alias}”就是${place}。`, `From now on “${draft.alias}” is ${place}.`),
    });
    return null;
  }

  return (
    <ActDialog
      title={
        isStreet ? say(`在${place}新增社区`, `Add a community below ${place}`) : say(`${place}的别名`, `Another name of ${place}`)
      }
      yes={say("新增", "Add")}
      onClose={props.onClose}
      act={add}
    >
      {isStreet ? (
        <NewCommunity division={division} draft={draft} onChange={setDraft} />
      ) : (
        <TextField
          label={say("别名", "Another name")}
          value={draft.alias}
          maxLength={30}
          hint={say(
            "写这个名称的申请，以后直接对上这里；新增后不能删除",
            "Texts that say it mean this place from now on. It cannot be removed afterwards",
          )}
          onInput={(alias) => setDraft({ ...draft, alias })}
        />
      )}
      <ReasonField value={reason} onInput={setReason} />
    </ActDialog>
  );
}
