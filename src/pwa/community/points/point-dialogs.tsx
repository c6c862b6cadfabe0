/** Adds or edits a collection point on the PC. The place is typed from a map here; only the phone locates itself. */
import type { JSX } from "preact";
import type { Point } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { say } from "../../app/say.ts";
import { MapPlace, TypedPlace } from "./map-place.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { addPoint, changePoint } from "./point-acts.ts";
import type { PlaceEntry } from "./use-place.ts";
import { type PointForm, usePointForm } from "./use-point-form.ts";
import { ActDialog } from "../../ui/dialog.tsx";

interface AddPointProps {
  readonly division: string;
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}

export function AddPoint(props: AddPointProps): JSX.Element | null {
  const form = usePointForm(props.division);
  if (form === null) return null;

  async function add({ id, name, address, place, discard }: PointForm): Promise<Problem | null> {
    const reading = await place.take();
    if (reading === null) return null;
    const answer = await addPoint(props.division, id, { name, address, ...reading });
    if (!answer.ok) return answer.refusal;
    await discard();
    await props.onAdded();
    props.onClose();
    return null;
  }

  return (
    <ActDialog title={say("添加采集点", "Add a point")} yes={say("添加", "Add")} onClose={props.onClose} act={() => add(form)}>
      <PlaceFields form={form} />
      <PlaceOnMap entry={form.place} />
    </ActDialog>
  );
}

interface ChangePointProps {
  readonly division: string;
  readonly point: Point;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

export function ChangePoint(props: ChangePointProps): JSX.Element | null {
  const { point } = props;
  const form = usePointForm(point.id, point);
  if (form === null) return null;

  async function change({ name, address, place, discard }: PointForm): Promise<Problem | null> {
    const reading = await place.take();
    if (reading === null) return null;
    const answer = await changePoint(props.division, point.id, { name, address, ...reading });
    if (!answer.ok) return answer.refusal;
    await discard();
    await props.onChanged();
    props.onClose();
    return null;
  }

  return (
    <ActDialog
      title={say(`修改“${point.name}”`, `Change “${point.name}”`)}
      yes={say("保存", "Save")}
      onClose={props.onClose}
      act={() => change(form)}
    >
      <PlaceFields form={form} />
      <PlaceOnMap entry={form.place} />
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
