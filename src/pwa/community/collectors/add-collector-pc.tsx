/** Adds a collector on the PC by log-in phone number: displays the person, then the administrator confirms. Source: product.md §4. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { say } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { PhoneField } from "../../ui/fields/field.tsx";
import { CollectorFacts, phoneHint, usePhoneLookup } from "./collector-lookup.tsx";
import { AddPoint } from "../points/point-dialogs.tsx";

interface AddCollectorProps {
  readonly division: string;
  readonly region: string;
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}

export function AddCollector(props: AddCollectorProps): JSX.Element {
  const { phone, setPhone, match, find, add } = usePhoneLookup(props.division);
  const [addingPoint, setAddingPoint] = useState(false);

  async function go(): Promise<Problem | null> {
    const answer = await (match === null ? find() : add());
    if (!answer.ok) return answer.refusal;
    if (match === null) return null;
    await props.onAdded();
    props.onClose();
    return null;
  }

  // The form for the first point replaces this dialog. Afterwards the dialog is back with the typed number.
  if (addingPoint) return <AddPoint division={props.division} onAdded={props.onAdded} onClose={() => setAddingPoint(false)} />;
  return (
    <ActDialog
      title={match === null ? say("添加采集员", "Add a collector") : say("添加这位采集员？", "Add this collector?")}
      yes={match === null ? say("下一步", "Next") : say("添加", "Add")}
      onClose={props.onClose}
      act={go}
      wayOut={({ code }) => <WayOut code={code} onAddPoint={() => setAddingPoint(true)} />}
    >
      {match === null ? (
        <PhoneField value={phone} hint={phoneHint()} onInput={setPhone} />
      ) : (
        <>
          <CollectorFacts
            maskedName={match.maskedName}
            proof={match.proof}
            phone={phoneWords(phone.trim())}
            region={props.region}
          />
          <p class="quiet">
            {say(
              "所属区域就是这个社区，不能改动。添加后立即生效，对方不用重新登录。",
              "The region is this community. It cannot be changed. This takes effect at once, without a new login.",
            )}
          </p>
        </>
      )}
    </ActDialog>
  );
}

function WayOut(props: { readonly code: string; readonly onAddPoint: () => void }): JSX.Element | null {
  if (props.code === "no_point_yet")
    return (
      <button class="button second" type="button" onClick={props.onAddPoint}>
        {say("去添加采集点", "Add a point now")}
      </button>
    );
  if (props.code !== "phone_not_registered") return null;
  return (
    <p>
      {say(
        "请对方用这个手机号登录一码并登记本人，或在手机工作台扫描其健康码。",
        "Ask the person to log in with this phone number and to register themselves. Or scan their health code in the workbench on a phone.",
      )}
    </p>
  );
}
