/** Adds a collection point by name and address. Its location is added on the phone, standing there. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { AddPointRequest, Point } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { post } from "../api.ts";
import { say } from "../say.ts";
import { ActDialog, TextField } from "./act-dialog.tsx";

interface AddPointProps {
  readonly division: string;
  readonly onAdded: () => Promise<void>;
  readonly onClose: () => void;
}

export function AddPoint(props: AddPointProps): JSX.Element {
  // The same id for every try: a repeated request adds one point.
  const id = useRef(crypto.randomUUID());
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");

  async function add(): Promise<Problem | null> {
    const body: AddPointRequest = { id: id.current, name: name.trim(), address: address.trim() };
    const answer = await post<Point>(`/api/v1/communities/${props.division}/points`, body);
    if (!answer.ok) return answer.refusal;
    await props.onAdded();
    props.onClose();
    return null;
  }

  return (
    <ActDialog title={say("添加采集点", "Add a point")} yes={say("添加", "Add")} onClose={props.onClose} act={add}>
      <TextField
        label={say("名称", "Name")}
        value={name}
        maxLength={40}
        hint={say("例如：南门", "For example: South gate")}
        onInput={setName}
      />
      <TextField
        label={say("地址", "Address")}
        value={address}
        maxLength={100}
        hint={say("例如：康苑路 8 号南侧", "For example: south side of 8 Kangyuan Road")}
        onInput={setAddress}
      />
      <p class="quiet">
        {say("需要定位时，请在现场用手机工作台添加。", "For a location, add the point there with the phone workbench.")}
      </p>
    </ActDialog>
  );
}
