/** The body of each step. A refusal that no field of the step shows stands below it. */
import type { JSX } from "preact";
import type { Step } from "../resident/declare/draft.ts";
import { AddressStep } from "./steps/address-step.tsx";
import { ArrivalStep } from "./steps/arrival-step.tsx";
import { CategoryStep } from "../resident/declare/short-steps.tsx";
import { ContactStep } from "./steps/contact-step.tsx";
import { HealthStep } from "../resident/declare/health-step.tsx";
import { PhoneStep } from "./steps/phone-step.tsx";
import { PlacesStep } from "../resident/declare/places-step.tsx";
import { PresentStep } from "../resident/declare/place-steps.tsx";
import { ReviewStep } from "../resident/declare/review-step.tsx";
import type { StepProps } from "./steps/step.ts";
import { WhoStep } from "./steps/who-step.tsx";

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
      return <HealthStep {...props} />;
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

/** Steps whose answers are choices have no field of their own for a refusal. */
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
