/** Places of the last 14 days apart from the present one: none, or each with its days. A place that is being added is a part of the draft, so that it is never lost. */
import type { JSX } from "preact";
import { addDays } from "../../../domain/china-time.ts";
import { useLayer } from "../../app/layers.ts";
import { say } from "../../app/say.ts";
import { Field, FieldRefusal } from "../../ui/fields/field.tsx";
import { PlaceName } from "../../division/place-name.tsx";
import { closeStay, type Stay, stayFault, type StayFault } from "./draft.ts";
import { PlacePick } from "./place-pick.tsx";
import type { StepProps } from "./short-steps.tsx";

const DAYS = 14;
const MAX_PLACES = 20;
const NEW_STAY: Stay = { division: "", from: "", to: "" };

/** The JSON Pointer of the place that is being added. */
export const NEW_STAY_POINTER = "/newStay";

function faultWords(fault: StayFault): string {
  return {
    division: say("请选择去过的地方，或者点“取消”。", "Choose the place, or choose “Cancel”."),
    from: say("请选择从哪天，或者点“取消”。", "Choose the first day, or choose “Cancel”."),
    to: say("请选择到哪天，或者点“取消”。", "Choose the last day, or choose “Cancel”."),
    order: say("“到哪天”早于“从哪天”，请改一个。", "The last day is before the first day. Change one of them."),
  }[fault];
}

interface AddStayProps extends Pick<StepProps, "draft" | "change" | "today"> {
  readonly stay: Stay;
  /** Shows the fault. */
  readonly refused: boolean;
  readonly onAdd: () => void;
}

function AddStay({ stay, change, today, refused, onAdd }: AddStayProps): JSX.Element {
  const first = addDays(today, -DAYS);
  const fault = stayFault(stay);
  const edit = (changes: Partial<Stay>): void => change({ newStay: { ...stay, ...changes } });
  const cancel = (): void => change({ newStay: null });
  const refusalOf = (...faults: readonly StayFault[]): string | undefined =>
    fault !== null && faults.includes(fault) && (refused || fault === "order") ? faultWords(fault) : undefined;
  useLayer(cancel);
  return (
    <div class="stack">
      <PlacePick
        division={stay.division}
        region=""
        minLevel="city"
        onPick={(division) => edit({ division })}
        refusal={refusalOf("division")}
      />
      <Field
        id="stay-from"
        type="date"
        label={say("从哪天", "From")}
        min={first}
        max={today}
        value={stay.from}
        onInput={(from) => edit({ from })}
        refusal={refusalOf("from")}
      />
      <Field
        id="stay-to"
        type="date"
        label={say("到哪天", "To")}
        min={stay.from || first}
        max={today}
        value={stay.to}
        onInput={(to) => edit({ to })}
        refusal={refusalOf("to", "order")}
      />
      <div class="button-row">
        <button class="button second" type="button" onClick={cancel}>
          {say("取消", "Cancel")}
        </button>
        <button class="button" type="button" onClick={onAdd}>
          {say("添加", "Add")}
        </button>
      </div>
    </div>
  );
}

export function PlacesStep({ draft, change, refusal, pointer, today, refuse }: StepProps): JSX.Element {
  const { places, newStay } = draft;
  const add = (): void => {
    if (newStay !== null && stayFault(newStay) !== null) refuse(NEW_STAY_POINTER);
    else change(closeStay(draft));
  };
  return (
    <>
      {places.length === 0 && newStay === null && (
        <p class="notice">{say("没去过其他地方：直接点“下一步”。", "If there was no other place, choose “Next”.")}</p>
      )}
      <ul class="stack">
        {places.map((stay) => (
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
              onClick={() => change({ places: places.filter((other) => other !== stay) })}
            >
              {say("删除", "Remove")}
            </button>
          </li>
        ))}
      </ul>
      <FieldRefusal words={pointer === NEW_STAY_POINTER ? undefined : refusal} />
      {newStay !== null ? (
        <AddStay draft={draft} stay={newStay} change={change} today={today} refused={pointer === NEW_STAY_POINTER} onAdd={add} />
      ) : (
        <button
          class="button second"
          type="button"
          disabled={places.length >= MAX_PLACES}
          onClick={() => change({ newStay: NEW_STAY })}
        >
          {say("添加去过的地方", "Add a place")}
        </button>
      )}
    </>
  );
}
