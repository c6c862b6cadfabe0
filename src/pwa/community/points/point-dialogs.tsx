/** Adds or edits a collection point on the PC. The place is typed from a map here; only the phone locates itself. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Point } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { say } from "../../app/say.ts";
import { MapPlace, TypedPlace } from "./map-place.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { addPoint, changePoint } from "./point-acts.ts";
import { type PlaceEntry, usePlace } from "./use-place.ts";
import { ActDialog } from "../../ui/dialog.tsx";

interface AddPointProps {
  readonly division: string;
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}

export function AddPoint(props: AddPointProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const place = usePlace(undefined);

  async function add(): Promise<Problem | null> {
    const reading = await place.take();
    if (reading === null) return null;
    const answer = await addPoint(props.division, id.current, { name, address, ...reading });
    if (!answer.ok) return answer.refusal;
    await props.onAdded();
    props.onClose();
    return null;
  }

  return (
    <ActDialog title={say("添加采集点", "Add a point")} yes={say("添加", "Add")} onClose={props.onClose} act={add}>
      <PlaceFields name={name} onName={setName} address={address} onAddress={setAddress} />
      <PlaceOnMap entry={place} />
    </ActDialog>
  );
}

interface ChangePointProps {
  readonly division: string;
  readonly point: Point;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

export function ChangePoint(props: ChangePointProps): JSX.Element {
  const { point } = props;
  const [name, setName] = useState(point.name);
  const [address, setAddress] = useState(point.address);
  const place = usePlace(point.location);

  async function change(): Promise<Problem | null> {
    const reading = await place.take();
    if (reading === null) return null;
    const answer = await changePoint(props.division, point.id, { name, address, ...reading });
    if (!answer.ok) return answer.refusal;
    await props.onChanged();
    props.onClose();
    return null;
  }

  return (
    <ActDialog
      title={say(`修改“${point.name}”`, `Change “${point.name}”`)}
      yes={say("保存", "Save")}
      onClose={props.onClose}
      act={change}
    >
      <PlaceFields name={name} onName={setName} address={address} onAddress={setAddress} />
      <PlaceOnMap entry={place} />
      <p class="quiet">
        {say(
          "已有的登记会显示新名称。采集点搬到了别处，请另外添加一个。",
          "Earlier passes will show the new name. If the gate moved to another place, add a new point.",
        )}
      </p>
    </ActDialog>
  );
}

/** The field for the point's place: coordinates typed from a map, or the present place with a button that removes it. */
function PlaceOnMap({ entry }: { readonly entry: PlaceEntry }): JSX.Element {
  const { location } = entry;
  if (location === undefined) return <TypedPlace entry={entry} />;
  return (
    <div class="field">
      <span class="label">{say("位置", "Location")}</span>
      <MapPlace location={location} />
      <button class="button second" type="button" onClick={() => entry.place(undefined)}>
        {say("去掉位置", "Remove the location")}
      </button>
    </div>
  );
}
