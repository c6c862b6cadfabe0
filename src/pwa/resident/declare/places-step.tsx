/** Places of the last 14 days apart from the present one: none, or each with its days. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addDays } from "../../../domain/china-time.ts";
import { say } from "../../app/say.ts";
import { Field } from "../../ui/field.tsx";
import { PlaceName } from "../../division/place-name.tsx";
import { PlacePick } from "./place-pick.tsx";
import type { StepProps } from "./short-steps.tsx";

const DAYS = 14;
const MAX_PLACES = 20;

interface AddStayProps {
  readonly today: string;
  readonly onAdd: (stay: { readonly division: string; readonly from: string; readonly to: string }) => void;
  readonly onCancel: () => void;
}

function AddStay({ today, onAdd, onCancel }: AddStayProps): JSX.Element {
  const [division, setDivision] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const first = addDays(today, -DAYS);
  const whole = division !== "" && from !== "" && to !== "";
  return (
    <div class="stack">
      <PlacePick division={division} region="" minLevel="city" onPick={setDivision} />
      <Field id="stay-from" type="date" label={say("从哪天", "From")} min={first} max={today} value={from} onInput={setFrom} />
      <Field id="stay-to" type="date" label={say("到哪天", "To")} min={from || first} max={today} value={to} onInput={setTo} />
      <div class="button-row">
        <button class="button second" type="button" onClick={onCancel}>
          {say("取消", "Cancel")}
        </button>
        <button class="button" type="button" disabled={!whole} onClick={() => onAdd({ division, from, to })}>
          {say("加上", "Add")}
        </button>
      </div>
    </div>
  );
}

export function PlacesStep({ draft, change, refusal, today }: StepProps): JSX.Element {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {draft.places.length === 0 && !adding && (
        <p class="notice">{say("没去过其他地方：直接点“下一步”。", "If you were in no other place, choose “Next”.")}</p>
      )}
      <ul class="stack">
        {draft.places.map((stay) => (
          <li class="card bar" key={`${stay.division} ${stay.from} ${stay.to}`}>
            <span>
              <PlaceName code={stay.division} />
              <br />
              <span class="quiet">
                {stay.from} – {stay.to}
              </span>
            </span>
            <button
              class="text-button"
              type="button"
              onClick={() => change({ places: draft.places.filter((other) => other !== stay) })}
            >
              {say("删除", "Remove")}
            </button>
          </li>
        ))}
      </ul>
      {refusal !== undefined && (
        <p class="field-refusal" role="alert">
          {refusal}
        </p>
      )}
      {adding ? (
        <AddStay
          today={today}
          onCancel={() => setAdding(false)}
          onAdd={(stay) => {
            change({ places: [...draft.places, stay] });
            setAdding(false);
          }}
        />
      ) : (
        <button class="button second" type="button" disabled={draft.places.length >= MAX_PLACES} onClick={() => setAdding(true)}>
          {say("添加去过的地方", "Add a place")}
        </button>
      )}
    </>
  );
}
