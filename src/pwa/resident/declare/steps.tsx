/** The question of each step, the line below it, and the sentence for a missing answer. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { nicknameOf } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import type { Draft, Step } from "./draft.ts";
import { regionName } from "../../ui/words/declaration-words.ts";
import { HealthFields } from "../../ui/fields/health-fields.tsx";
import { AddressStep, PresentStep } from "./place-steps.tsx";
import { PlacesStep } from "./places-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { ArrivalStep, CategoryStep, ContactStep, PhoneStep, type StepProps } from "./short-steps.tsx";

/** The person whom the questions are about: you, or one of the family. */
function subjectOf(person: Person): Sentence {
  if (person.relation === "self") return { zh: "您", en: "you" };
  const nickname = nicknameOf(person);
  if (nickname !== "") return { zh: nickname, en: nickname };
  return SUBJECTS[person.relation];
}

const SUBJECTS = {
  child: { zh: "孩子", en: "your child" },
  parent: { zh: "老人", en: "your parent" },
  other: { zh: "这位家人", en: "this person" },
} as const;

export function questionOf(step: Step, draft: Draft, person: Person): string {
  const { zh, en } = subjectOf(person);
  const [is, does] = person.relation === "self" ? ["are", "do"] : ["is", "does"];
  switch (step) {
    case "category":
      return say(`${zh}现在属于哪一种情况？`, `Which of these ${is} ${en} now?`);
    case "present":
      return say(`${zh}现在在哪里？`, `Where ${is} ${en} now?`);
    case "address":
      return draft.category === "staying"
        ? say(`${zh}住在哪里？`, `Where ${does} ${en} live?`)
        : say(`${zh}在${regionName()}住哪里？`, `Where in ${regionName()} will ${en} live?`);
    case "arrival":
      return say(`${zh}哪天到达？`, `When will ${en} arrive?`);
    case "phone":
      return say(`怎么联系${zh}？`, `How can we reach ${en}?`);
    case "health":
      return say(`${zh}今天身体怎么样？`, `How ${is} ${en} today?`);
    case "contact":
      return say(`${zh} 14 天内接触过下面的人吗？`, `Did ${en} meet any of these in the last 14 days?`);
    case "places":
      return say(`${zh} 14 天内还去过哪里？`, `Where else ${is === "are" ? "were" : "was"} ${en} in the last 14 days?`);
    case "review":
      return say("请核对后提交", "Check, then send");
    default:
      return step satisfies never;
  }
}

export function hintOf(step: Step): string {
  switch (step) {
    case "category":
      return say("选好后，只问有关的问题。", "The next questions depend on your choice.");
    case "address":
      return say("选到街道或社区，再填门牌。", "Choose the street or community, then enter the door number.");
    case "arrival":
      return say("已经到了的，选今天。", "If the arrival is in the past, choose today.");
    case "phone":
      return say("代家人申报可填您的号码。", "For a family member, you can enter your own number.");
    case "contact":
      return say(
        "同住、同车、同室、照护都算接触。",
        "Contact means: you lived, travelled or stayed in one room with them, or cared for them.",
      );
    case "places":
      return say("除现在所在地以外，住过或停留过的城市。", "Other cities where you lived or stayed.");
    case "review":
      return say("提交后不能修改，可以重新上报。", "You cannot change it after sending. You can declare again.");
    default:
      return "";
  }
}

export function missingOf(step: Step, draft: Draft): string {
  if (step === "present" || step === "address")
    return step === "address" && draft.addressDivision !== ""
      ? say("请填写详细地址。", "Please enter the address.")
      : say("请选择地点。", "Please choose a place.");
  if (step === "arrival") return say("请选择到达日期。", "Please choose a day.");
  if (step === "phone") return say("请填写联系电话。", "Please enter a number.");
  return say("请选择一项。", "Please choose one.");
}

interface StepBodyProps extends StepProps {
  readonly step: Step;
  readonly promised: boolean;
  readonly onPromise: (promised: boolean) => void;
}

function Body(props: StepBodyProps): JSX.Element {
  switch (props.step) {
    case "category":
      return <CategoryStep {...props} />;
    case "present":
      return <PresentStep {...props} />;
    case "address":
      return <AddressStep {...props} />;
    case "arrival":
      return <ArrivalStep {...props} />;
    case "phone":
      return <PhoneStep {...props} />;
    case "health":
      return <HealthFields {...props} />;
    case "contact":
      return <ContactStep {...props} />;
    case "places":
      return <PlacesStep {...props} />;
    case "review":
      return <ReviewStep {...props} />;
    default:
      return props.step satisfies never;
  }
}

export function StepBody(props: StepBodyProps): JSX.Element {
  return <Body {...props} key={props.step} />;
}
