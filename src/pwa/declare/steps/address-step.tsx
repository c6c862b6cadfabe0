/** The address here: a street or a community, and what stands on the door. */
import type { JSX } from "preact";
import { Field } from "../../form/field.tsx";
import { say } from "../../app/say.ts";
import { PlacePick } from "../../resident/declare/place-pick.tsx";
import type { StepProps } from "./step.ts";

export function AddressStep({ draft, change, region, refusal, pointer }: StepProps): JSX.Element {
  return (
    <>
      <PlacePick
        division={draft.addressDivision}
        region={region}
        minLevel="street"
        onPick={(addressDivision) => change({ addressDivision })}
        refusal={pointer === "/addressHere/division" ? refusal : undefined}
      />
      {draft.addressDivision !== "" && (
        <Field
          id="address-detail"
          label={say("详细地址", "Address")}
          hint={say("小区、楼栋、单元、门牌", "Estate, building, unit, door")}
          autoComplete="street-address"
          maxLength={100}
          value={draft.addressDetail}
          onInput={(addressDetail) => change({ addressDetail })}
          refusal={pointer === "/addressHere/detail" ? refusal : undefined}
        />
      )}
    </>
  );
}
