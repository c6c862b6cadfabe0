/** The present place and the address: a division, and a detail, which is optional for the present place. */
import type { JSX } from "preact";
import { hasSystem, servingRegion } from "../../../domain/issuer/region.ts";
import { say } from "../../app/say.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { regionName } from "../../ui/words/declaration-words.ts";
import { Field } from "../../ui/fields/field.tsx";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { RegionCard } from "../entry/region-card.tsx";
import { PlacePick } from "./place-pick.tsx";
import type { StepProps } from "./short-steps.tsx";

export function PresentStep({ draft, change, question, region, refusal }: StepProps): JSX.Element {
  const staying = draft.category === "staying";
  return (
    <>
      {staying && (
        <Choices
          name="at-address"
          question={question}
          hideQuestion
          choices={[
            { value: "yes", word: say("就在这个住址", "At this address") },
            { value: "no", word: say(`在${regionName()}其他地方`, `Elsewhere in ${regionName()}`) },
          ]}
          chosen={draft.atAddress === null ? [] : [draft.atAddress ? "yes" : "no"]}
          onToggle={(at) => change({ atAddress: at === "yes" })}
          refusal={draft.atAddress === null ? refusal : undefined}
        />
      )}
      {(!staying || draft.atAddress === false) && (
        <>
          <PlacePick
            division={draft.presentDivision}
            region={staying ? region : ""}
            minLevel="county"
            onPick={(presentDivision) => change({ presentDivision })}
            refusal={refusal}
          />
          {draft.presentDivision !== "" && (
            <Field
              id="present-detail"
              label={say("详细地址（可不填）", "Detailed address (optional)")}
              limit={100}
              value={draft.presentDetail}
              onInput={(presentDetail) => change({ presentDetail })}
            />
          )}
        </>
      )}
    </>
  );
}

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
      {region === "" && draft.addressDivision !== "" && <OwnSystem division={draft.addressDivision} />}
      {draft.addressDivision !== "" && (
        <Field
          id="address-detail"
          label={say("详细地址", "Detailed address")}
          hint={say("小区、楼栋、单元、门牌", "Estate, building, unit, door")}
          autoComplete="street-address"
          limit={100}
          value={draft.addressDetail}
          onInput={(addressDetail) => change({ addressDetail })}
          refusal={pointer === "/addressHere/detail" ? refusal : undefined}
        />
      )}
    </>
  );
}

/** At the nation's host: the way to the region that serves this address, because the nation takes no declaration for it. */
function OwnSystem({ division }: { readonly division: string }): JSX.Element | null {
  const regions = valueOf(useOnce("GET /api/v1/regions", {}))?.regions;
  const region = regions && servingRegion(regions, division);
  return region !== undefined && hasSystem(region) ? <RegionCard region={region} page="/declare" /> : null;
}
