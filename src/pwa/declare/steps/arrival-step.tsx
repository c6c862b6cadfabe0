/** The planned day of arrival; today is accepted with a warning (product.md §3). */
import type { JSX } from "preact";
import { addDays } from "../../../domain/china-time.ts";
import { Field } from "../../form/field.tsx";
import { say } from "../../app/say.ts";
import type { StepProps } from "./step.ts";

const MAX_DAYS_AHEAD = 60;

export function ArrivalToday(): JSX.Element {
  return (
    <p class="notice warning">
      {say(
        "您填的是今天到达。请以后提前申报；到达后请配合社区登记。",
        "You arrive today. Please declare ahead another time, and register with the community on arrival.",
      )}
    </p>
  );
}

export function ArrivalStep({ draft, change, refusal, today }: StepProps): JSX.Element {
  return (
    <>
      <Field
        id="arrival"
        type="date"
        label={say("到达日期", "Day of arrival")}
        min={today}
        max={addDays(today, MAX_DAYS_AHEAD)}
        value={draft.arrival}
        onInput={(arrival) => change({ arrival })}
        refusal={refusal}
      />
      {draft.arrival === today && <ArrivalToday />}
    </>
  );
}
