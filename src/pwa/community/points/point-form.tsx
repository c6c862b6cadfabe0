/** Adds or edits a collection point on the phone: a name, an address, and an optional location. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Point } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { stopsAtFault } from "../../ui/fields/field.tsx";
import { askAgain, checkRight } from "../community.ts";
import { Back } from "../pages.tsx";
import { addressOf, pageNamed, type PageProps } from "../route.ts";
import { LocationField } from "./map-place.tsx";
import { PlaceFields } from "./place-fields.tsx";
import { addPoint, changePoint, type PointValues } from "./point-acts.ts";
import { type PointForm, usePointForm } from "./use-point-form.ts";
import { useBusy } from "../../ui/use-busy.ts";

interface FormProps {
  readonly form: PointForm;
  readonly yes: string;
  readonly busyWord: string;
  /** Sends the point. On success it opens the next page and returns null, otherwise it returns the problem: the server's, or the app's own `no_network`. */
  readonly send: (values: PointValues) => Promise<Problem | null>;
}

function Form({ form, yes, busyWord, send }: FormProps): JSX.Element {
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [missing, setMissing] = useState<"name" | "address" | null>(null);
  const wrongField = problem?.code === "point_name_taken" ? "/name" : problem?.pointer;
  const refusalOf = (field: "name" | "address"): string | undefined => {
    if (missing === field)
      return field === "name" ? say("请填写名称。", "Enter a name.") : say("请填写地址。", "Enter an address.");
    return problem !== null && wrongField === `/${field}` ? saySentence(problem.sentence) : undefined;
  };

  async function submit(): Promise<void> {
    const open = form.name.trim() === "" ? "name" : form.address.trim() === "" ? "address" : null;
    setMissing(open);
    setProblem(null);
    if (open !== null) return;
    await during(async () => {
      const reading = await form.place.take();
      setProblem(reading === null ? null : await send({ name: form.name, address: form.address, ...reading }));
    });
  }

  return (
    <form
      class="stack form-page"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !stopsAtFault(event.currentTarget)) void submit();
      }}
    >
      <PlaceFields form={form} refusalOf={refusalOf} />
      <LocationField entry={form.place} />
      {problem !== null && wrongField !== "/name" && wrongField !== "/address" && (
        <p class="notice wrong" role="alert">
          {saySentence(problem.sentence)}
        </p>
      )}
      <button class="button at-foot" type="submit" aria-disabled={busy}>
        {busy ? busyWord : yes}
      </button>
    </form>
  );
}

export function AddPoint(props: PageProps): JSX.Element | null {
  const { division, name: communityName } = props.workbench;
  const { query, route } = useLocation();
  useWholeScreen();
  const form = usePointForm(division);
  if (form === null) return null;
  const then = pageNamed(query.get("then"));

  async function add({ id, discard }: PointForm, values: PointValues): Promise<Problem | null> {
    const answer = await checkRight(division, addPoint(division, id, values));
    if (!answer.ok) return answer.refusal;
    await discard();
    await askAgain(division);
    route(addressOf(division, then ?? "points"), true);
    return null;
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, then ?? "points")} word={then === null ? say("采集点", "Points") : say("返回", "Back")} />
      <h1>{say("添加采集点", "Add a collection point")}</h1>
      <p class="quiet">{say(`属于 ${communityName}`, `In ${communityName}`)}</p>
      <Form form={form} yes={say("添加", "Add")} busyWord={say("正在添加……", "Adding…")} send={(values) => add(form, values)} />
    </main>
  );
}

export function ChangePoint(props: PageProps): JSX.Element {
  const { division, points } = props.workbench;
  const { query } = useLocation();
  useWholeScreen();
  // The point as it was when the form opened: a reload with changes by others does not overwrite the typed text.
  const [point] = useState(points.find(({ id }) => id === query.get("id")));
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
          <ChangeForm division={division} point={point} />
        </>
      )}
    </main>
  );
}

function ChangeForm({ division, point }: { readonly division: string; readonly point: Point }): JSX.Element | null {
  const { route } = useLocation();
  const form = usePointForm(point.id, point);
  if (form === null) return null;

  async function change({ discard }: PointForm, values: PointValues): Promise<Problem | null> {
    const answer = await checkRight(division, changePoint(division, point.id, values));
    if (!answer.ok) return answer.refusal;
    await discard();
    await askAgain(division);
    route(addressOf(division, "points"), true);
    return null;
  }

  return (
    <Form form={form} yes={say("保存", "Save")} busyWord={say("正在保存……", "Saving…")} send={(values) => change(form, values)} />
  );
}
