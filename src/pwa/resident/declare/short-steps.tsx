/** The steps with few fields: category, arrival, phone and contact. The category step says who need not declare (product.md §3). */
import type { JSX } from "preact";
import { addDays } from "../../../domain/china-time.ts";
import { say } from "../../app/say.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { Field, PHONE_LIMIT } from "../../ui/fields/field.tsx";
import { canAskOnlyToday, type Draft, type Step } from "./draft.ts";
import {
  CATEGORY_ORDER,
  categoryDetail,
  categoryWord,
  CONTACT_ORDER,
  contactWord,
  regionName,
} from "../../ui/words/declaration-words.ts";

export function CategoryStep({ draft, change, question, refusal }: StepProps): JSX.Element {
  return (
    <>
      <Choices
        name="category"
        question={question}
        hideQuestion
        choices={CATEGORY_ORDER.map((value) => ({ value, word: categoryWord(value), detail: categoryDetail(value) }))}
        chosen={draft.category === null ? [] : [draft.category]}
        onToggle={(category) => change({ category, onlyToday: false })}
        refusal={refusal}
      />
      {canAskOnlyToday(draft) && (
        <button class="button second" type="button" onClick={() => change({ onlyToday: true, step: "health" })}>
          {say("住址和所在地没变，只填今天的情况", "Address and place have not changed: ask only about today")}
        </button>
      )}
      <p class="notice">
        {say(
          `人在外地，近期不打算来${regionName()}的，不需要申报。`,
          `Nobody who is away and does not plan to come to ${regionName()} soon needs to declare.`,
        )}{" "}
        <a href="/">{say("先不申报，返回", "Go back without a declaration")}</a>
      </p>
    </>
  );
}

export function ContactStep({ draft, change, question, refusal }: StepProps): JSX.Element {
  return (
    <Choices
      name="contact"
      question={question}
      hideQuestion
      choices={CONTACT_ORDER.map((value) => ({ value, word: contactWord(value) }))}
      chosen={draft.contact === null ? [] : [draft.contact]}
      onToggle={(contact) => change({ contact })}
      refusal={refusal}
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
  /** The words of the question. */
  readonly question: string;
  /** The sentence of the fault in this answer. */
  readonly refusal: string | undefined;
  /** The JSON Pointer of the field that `refusal` is about. */
  readonly pointer: string;
  /** The code of the issuer's region; empty for the nation. */
  readonly region: string;
  /** Today's date in China. */
  readonly today: string;
  readonly go: (step: Step) => void;
  /** Stops at a place that cannot be added. */
  readonly refuse: (pointer: string) => void;
}
