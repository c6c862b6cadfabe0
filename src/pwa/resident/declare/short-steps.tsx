/** The steps with few fields: person, category, arrival, phone and contact. The category step says who need not declare (product.md §3). */
import type { JSX } from "preact";
import { addDays } from "../../../domain/china-time.ts";
import { choose, chosen, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";
import { Choices } from "../../ui/choices.tsx";
import { Field, PHONE_LIMIT } from "../../ui/field.tsx";
import type { Draft, Step } from "./draft.ts";
import { CATEGORY_ORDER, categoryDetail, categoryWord, CONTACT_ORDER, contactWord } from "../../ui/declaration-words.ts";

export function CategoryStep({ draft, change }: StepProps): JSX.Element {
  return (
    <>
      <Choices
        name="category"
        question={say("您现在属于哪一种情况？", "What is your situation now?")}
        hideQuestion
        choices={CATEGORY_ORDER.map((value) => ({ value, word: categoryWord(value), detail: categoryDetail(value) }))}
        chosen={draft.category === null ? [] : [draft.category]}
        onToggle={(category) => change({ category })}
      />
      <p class="notice">
        {say("人在外地、短期没有返汉计划：不需要申报。", "If you are away and do not plan to return soon, you need not declare.")}
      </p>
    </>
  );
}

export function WhoStep(): JSX.Element {
  return (
    <Choices
      name="who"
      question={say("为谁申报？", "Who do you declare for?")}
      hideQuestion
      choices={managed.value.map((person) => ({
        value: person.id,
        word: person.maskedName,
        detail: `${relationWord(person.relation)} · ${person.maskedDocument}`,
      }))}
      chosen={chosen.value === undefined ? [] : [chosen.value.id]}
      onToggle={choose}
    />
  );
}

export function ContactStep({ draft, change }: StepProps): JSX.Element {
  return (
    <Choices
      name="contact"
      question={say("14 天内接触过哪些人？", "Who did you meet in the last 14 days?")}
      hideQuestion
      choices={CONTACT_ORDER.map((value) => ({ value, word: contactWord(value) }))}
      chosen={draft.contact === null ? [] : [draft.contact]}
      onToggle={(contact) => change({ contact })}
    />
  );
}

export function PhoneStep({ draft, change, refusal }: StepProps): JSX.Element {
  return (
    <Field
      id="phone"
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      label={say("联系电话", "Mobile number")}
      limit={PHONE_LIMIT}
      value={draft.phone}
      onInput={(phone) => change({ phone })}
      refusal={refusal}
    />
  );
}

const MAX_DAYS_AHEAD = 60;

export function ArrivalToday(): JSX.Element {
  return (
    <p class="notice warning">
      {say(
        "您填的是今天到达。请以后提前申报；到达后请配合社区登记。",
        "You arrive today. Next time, please declare earlier. Register with the community when you arrive.",
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

export interface StepProps {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  /** The sentence about the fault in this step's answer; undefined without a fault. */
  readonly refusal: string | undefined;
  /** The JSON Pointer of the field that `refusal` is about. */
  readonly pointer: string;
  /** The code of the issuer's region; empty for the nation. */
  readonly region: string;
  /** Today's date in China. */
  readonly today: string;
  readonly go: (step: Step) => void;
}
