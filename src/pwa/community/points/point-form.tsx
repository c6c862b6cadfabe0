/** Adds or edits a collection point on the phone: a name, an address, and an optional location. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { askAgain, checkRight } from "../community.ts";
import { Back } from "../pages.tsx";
import { addressOf, pageNamed, type PageProps } from "../route.ts";
import { LocationField } from "./map-place.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { addPoint, changePoint, type PointValues } from "./point-acts.ts";
import { usePlace } from "./use-place.ts";

interface Props {
  readonly first: PointValues;
  readonly yes: string;
  readonly busyWord: string;
  /** Sends the point. On success it opens the next page and returns null, otherwise it returns the problem: the server's, or the app's own `no_network`. */
  readonly send: (values: PointValues) => Promise<Problem | null>;
}

function PointForm(props: Props): JSX.Element {
  const [name, setName] = useState(props.first.name);
  const [address, setAddress] = useState(props.first.address);
  const place = usePlace(props.first.location);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wrongField = problem?.code === "point_name_taken" ? "/name" : problem?.pointer;
  const refusalOf = (field: string): string | undefined =>
    problem !== null && wrongField === `/${field}` ? saySentence(problem.sentence) : undefined;

  async function send(): Promise<void> {
    setBusy(true);
    const reading = await place.take();
    if (reading === null) return setBusy(false);
    const refusal = await props.send({ name, address, ...reading });
    if (refusal === null) return;
    setBusy(false);
    setProblem(refusal);
  }

  return (
    <form
      class="stack form-page"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <PlaceFields name={name} onName={setName} address={address} onAddress={setAddress} refusalOf={refusalOf} />
      <LocationField entry={place} />
      {problem !== null && wrongField !== "/name" && wrongField !== "/address" && (
        <p class="notice wrong" role="alert">
          {saySentence(problem.sentence)}
        </p>
      )}
      <button class="button at-foot" type="submit" disabled={busy || name.trim() === "" || address.trim() === ""}>
        {busy ? props.busyWord : props.yes}
      </button>
    </form>
  );
}

const NOTHING: PointValues = { name: "", address: "" };

export function AddPoint(props: PageProps): JSX.Element {
  const { division, name: communityName } = props.workbench;
  const { query, route } = useLocation();
  useWholeScreen();
  const then = pageNamed(query.get("then"));
  const id = useRef(crypto.randomUUID());

  async function add(values: PointValues): Promise<Problem | null> {
    const answer = await checkRight(division, addPoint(division, id.current, values));
    if (!answer.ok) return answer.refusal;
    await askAgain(division);
    route(addressOf(division, then ?? "points"), true);
    return null;
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, then ?? "points")} word={then === null ? say("采集点", "Points") : say("返回", "Back")} />
      <h1>{say("添加采集点", "Add a collection point")}</h1>
      <p class="quiet">{say(`属于 ${communityName}`, `In ${communityName}`)}</p>
      <PointForm first={NOTHING} yes={say("添加", "Add")} busyWord={say("正在添加……", "Adding…")} send={add} />
    </main>
  );
}

export function ChangePoint(props: PageProps): JSX.Element {
  const { division, points } = props.workbench;
  const { query, route } = useLocation();
  useWholeScreen();
  // The point as it was when the form opened: a reload with changes by others does not overwrite the typed text.
  const [point] = useState(points.find(({ id }) => id === query.get("id")));

  async function change(values: PointValues): Promise<Problem | null> {
    const answer = await checkRight(division, changePoint(division, point?.id ?? "", values));
    if (!answer.ok) return answer.refusal;
    await askAgain(division);
    route(addressOf(division, "points"), true);
    return null;
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, "points")} word={say("采集点", "Points")} />
      <h1>{say("修改采集点", "Change a collection point")}</h1>
      {point === undefined ? (
        <p class="notice warning" role="alert">
          {say("这个采集点不存在或已被删除。", "This point does not exist or was removed.")}
        </p>
      ) : (
        <>
          <p class="quiet">
            {say(
              "已有的登记会显示新名称。采集点搬到了别处，请另外添加一个。",
              "Earlier passes will show the new name. If the gate moved to another place, add a new point.",
            )}
          </p>
          <PointForm first={point} yes={say("保存", "Save")} busyWord={say("正在保存……", "Saving…")} send={change} />
        </>
      )}
    </main>
  );
}
