/** The question of each step, the line below it, and the sentence for a missing answer. */
import type { JSX } from "preact";
import { say } from "../../app/say.ts";
import type { Draft, Step } from "./draft.ts";
import { HealthFields } from "../../ui/health-fields.tsx";
import { AddressStep, PresentStep } from "./place-steps.tsx";
import { PlacesStep } from "./places-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { ArrivalStep, CategoryStep, ContactStep, PhoneStep, type StepProps, WhoStep } from "./short-steps.tsx";

export function questionOf(step: Step, draft: Draft): string {
  switch (step) {
    case "who":
      return say("为谁申报？", "Who do you declare for?");
    case "category":
      return say("您现在属于哪一种情况？", "What is your situation now?");
    case "present":
      return say("现在在哪里？", "Where are you now?");
    case "address":
      return draft.category === "staying"
        ? say("您住在哪里？", "Where do you live?")
        : say("在武汉住哪里？", "Where will you live in Wuhan?");
    case "arrival":
      return say("打算哪天到达？", "When will you arrive?");
    case "phone":
      return say("怎么联系您？", "How can we reach you?");
    case "health":
      return say("今天身体怎么样？", "How are you today?");
    case "contact":
      return say("14 天内接触过哪些人？", "Who did you meet in the last 14 days?");
    case "places":
      return say("14 天内还去过哪里？", "Where else were you in the last 14 days?");
    case "review":
      return say("请核对后提交", "Check, then send");
    default:
      return step satisfies never;
  }
}

export function hintOf(step: Step): string {
  switch (step) {
    case "category":
      return say("决定需要填写的内容。", "The next questions depend on it.");
    case "address":
      return say("选到街道或社区，再填门牌。", "Choose the street or community, then enter the door number.");
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
    case "who":
      return <WhoStep />;
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

/** Whether the step's own field shows the refusal. Questions with choices only have no such field. */
function showsItself({ step, pointer }: StepBodyProps): boolean {
  return step !== "category" && step !== "contact" && !(step === "health" && pointer !== "/temperatureCelsius");
}

export function StepBody(props: StepBodyProps): JSX.Element {
  return (
    <>
      <Body {...props} key={props.step} />
      {props.refusal !== undefined && !showsItself(props) && (
        <p class="field-refusal" role="alert">
          {props.refusal}
        </p>
      )}
    </>
  );
}
