/** Adds a community below a street, or an alias to a community, without an application. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { displayName } from "../../../domain/division/name.ts";
import { ask } from "../../app/api.ts";
import { forgetAdditions } from "../../division/packs.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import type { Outcome } from "../head.tsx";
import { type Place, PlaceField } from "../place-field.tsx";
import { ReasonField } from "./appoint.tsx";

interface AddDivisionProps {
  /** The division below which to add: a street (9 digits) gets a new community, a community gets an alias. */
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
    const why = reason.trim();
    const answer = isStreet
      ? await ask("POST /api/v1/divisions/:division/communities", { division }, { ...bodyOf(draft), reason: why })
      : await ask("POST /api/v1/divisions/:division/aliases", { division }, { alias: draft.alias.trim(), reason: why });
    if (!answer.ok) return answer.refusal;
    forgetAdditions();
    const { name } = draft;
    await props.onDone({
      notice: isStreet
        ? say(`已在${place}新增${name}。`, `${name} was added below ${place}.`)
        : say(`以后“${draft.alias}”就是${place}。`, `From now on, “${draft.alias}” means ${place}.`),
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
        <Field
          required
          label={say("别名", "Another name")}
          value={draft.alias}
          limit={30}
          hint={say(
            "写这个名称的申请，以后直接对上这里；新增后不能删除",
            "From now on, applications with this name are for this place. It cannot be removed later",
          )}
          onInput={(alias) => setDraft({ ...draft, alias })}
        />
      )}
      <ReasonField value={reason} onInput={setReason} />
    </ActDialog>
  );
}

export interface CommunityDraft {
  readonly street: Place | null;
  readonly name: string;
  readonly alias: string;
}

interface NewCommunityProps {
  /** The division in which to choose the street of the new community; a street itself needs no choice. */
  readonly division: string;
  readonly draft: CommunityDraft;
  readonly onChange: (draft: CommunityDraft) => void;
}

export function NewCommunity({ division, draft, onChange }: NewCommunityProps): JSX.Element {
  const street = displayName(draft.street?.path.at(-1) ?? "");
  return (
    <>
      {division.length < 9 && (
        <PlaceField
          region={division}
          minLevel="street"
          place={draft.street}
          onPick={(place) => onChange({ ...draft, street: place })}
        />
      )}
      <Field
        required
        label={say("新社区的名称", "Name of the new community")}
        value={draft.name}
        limit={30}
        onInput={(name) => onChange({ ...draft, name })}
      />
      <Field
        label={say("别名（可以不填）", "Another name (optional)")}
        value={draft.alias}
        limit={30}
        hint={say("大家也会这样写它", "Another name that people write")}
        onInput={(alias) => onChange({ ...draft, alias })}
      />
      <p class="quiet">
        {say(
          `${street}下面新增一个社区，得到自己的代码：居民可以选它，也可以在那里设采集点。新增后不能删除。`,
          `This adds a community below ${street} with its own code. Residents can choose it, and it can have collection points. It cannot be removed later.`,
        )}
      </p>
    </>
  );
}

/** The draft as the API takes it: trimmed, with at most one alias. */
export function bodyOf({ name, alias }: CommunityDraft): { readonly name: string; readonly aliases: readonly string[] } {
  return { name: name.trim(), aliases: alias.trim() === "" ? [] : [alias.trim()] };
}
