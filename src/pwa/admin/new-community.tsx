/** The fields of a community that no table has: below which street, its name, and another name that people write. */
import type { JSX } from "preact";
import { shownName } from "../../domain/division/name.ts";
import { say } from "../say.ts";
import { TextField } from "./act-dialog.tsx";
import { type Place, PlaceField } from "./place-field.tsx";

export interface CommunityDraft {
  readonly street: Place | null;
  readonly name: string;
  readonly alias: string;
}

interface NewCommunityProps {
  /** Where the street lies; a street itself is the answer. */
  readonly division: string;
  readonly draft: CommunityDraft;
  readonly onChange: (draft: CommunityDraft) => void;
}

export function NewCommunity({ division, draft, onChange }: NewCommunityProps): JSX.Element {
  const street = shownName(draft.street?.path.at(-1) ?? "");
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
      <TextField
        label={say("新社区的名称", "Name of the new community")}
        value={draft.name}
        maxLength={30}
        onInput={(name) => onChange({ ...draft, name })}
      />
      <TextField
        label={say("别名（可以不填）", "Another name (may be left out)")}
        value={draft.alias}
        maxLength={30}
        optional
        hint={say("大家也会这样写它", "What people also write")}
        onInput={(alias) => onChange({ ...draft, alias })}
      />
      <p class="quiet">
        {say(
          `${street}下面新增一个社区，得到自己的代码：居民可以选它，也可以在那里设采集点。新增后不能删除。`,
          `A community is added below ${street} with a code of its own: residents can choose it, and gates can be set up there. It cannot be removed afterwards.`,
        )}
      </p>
    </>
  );
}

/** The body of the request. */
export function bodyOf({ name, alias }: CommunityDraft): { readonly name: string; readonly aliases: readonly string[] } {
  return { name: name.trim(), aliases: alias.trim() === "" ? [] : [alias.trim()] };
}
