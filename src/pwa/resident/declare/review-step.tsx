/** All answers before sending, each with a way back to its question, and the promise of truth. */
import type { JSX } from "preact";
import { FieldRefusal } from "../../ui/fields/field.tsx";
import { say } from "../../app/say.ts";
import { declarationOf, type Step } from "./draft.ts";
import { PlaceName } from "../../division/place-name.tsx";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { Row } from "../../ui/row.tsx";
import { ArrivalToday, type StepProps } from "./short-steps.tsx";
import { categoryWord, contactWord, symptomsWord } from "../../ui/words/declaration-words.ts";

interface ReviewProps extends StepProps {
  readonly promised: boolean;
  readonly onPromise: (promised: boolean) => void;
}

export function ReviewStep({ draft, go, today, promised, onPromise, refusal }: ReviewProps): JSX.Element {
  const { category, presentPlace, addressHere, plannedArrival, phone, temperatureCelsius, symptoms, contact, places } =
    declarationOf(draft);
  const edit = (step: Step) => () => go(step);
  return (
    <>
      <dl class="card rows review">
        <Row word={say("情况", "Situation")} onEdit={edit("category")}>
          {categoryWord(category)}
        </Row>
        <Row word={say("现在在", "Now in")} onEdit={edit("present")}>
          <PlaceName code={presentPlace.division} /> {presentPlace.detail}
        </Row>
        <Row word={say("住址", "Address")} onEdit={edit("address")}>
          <PlaceName code={addressHere.division} /> {addressHere.detail}
        </Row>
        {plannedArrival !== undefined && (
          <Row word={say("到达", "Arrival")} onEdit={edit("arrival")}>
            {plannedArrival}
          </Row>
        )}
        <Row word={say("电话", "Phone")} onEdit={edit("phone")}>
          {phoneWords(phone)}
        </Row>
        <Row word={say("体温", "Temperature")} onEdit={edit("health")}>
          {temperatureCelsius.toFixed(1)} ℃
        </Row>
        <Row word={say("症状", "Symptoms")} onEdit={edit("health")}>
          {symptomsWord(symptoms)}
        </Row>
        <Row word={say("接触", "Contact")} onEdit={edit("contact")}>
          {contactWord(contact)}
        </Row>
        <Row word={say("14 天内去过", "Places in 14 days")} onEdit={edit("places")}>
          {places.length === 0
            ? say("没有其他地方", "no other place")
            : places.map((stay) => (
                <span class="stay" key={`${stay.division} ${stay.from}`}>
                  <PlaceName code={stay.division} /> {stay.from} – {stay.to}
                </span>
              ))}
        </Row>
      </dl>
      {plannedArrival === today && <ArrivalToday />}
      <label class="choice">
        <input type="checkbox" name="promise" checked={promised} onChange={(event) => onPromise(event.currentTarget.checked)} />
        <span>
          {say(
            "我承诺以上内容真实，如有隐瞒愿承担法律责任。",
            "I promise that all of this is true. I accept legal responsibility for it.",
          )}
        </span>
      </label>
      <FieldRefusal words={refusal} />
    </>
  );
}
