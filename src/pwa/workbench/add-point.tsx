/** Adds a collection point; whoever was refused for want of one goes back to what they were doing. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { AddPointRequest, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { post } from "../app/api.ts";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { askAgain, minding, pathOf } from "../community/community.ts";
import { Back } from "../community/pages.tsx";
import { addressOf, pageNamed } from "../community/route.ts";
import { PointForm, type PointValues } from "../community/points/point-form.tsx";

const NOTHING: PointValues = { name: "", address: "" };

export function AddPoint(props: { readonly workbench: Workbench }): JSX.Element {
  const { division, name: communityName } = props.workbench;
  const { query, route } = useLocation();
  useWholeScreen();
  const then = pageNamed(query.get("then"));
  // The same id for every try: a repeated request adds one point.
  const id = useRef(crypto.randomUUID());

  async function add({ name, address, location }: PointValues): Promise<Problem | null> {
    const body: AddPointRequest = { id: id.current, name, address, ...(location && { location }) };
    const answer = await minding(division, post<unknown>(`${pathOf(division)}/points`, body));
    if (!answer.ok) return answer.refusal;
    await askAgain(division);
    route(addressOf(division, then ?? "points"), true);
    return null;
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, then ?? "points")} word={then === null ? say("采集点", "Points") : say("返回", "Back")} />
      <h1>{say("添加采集点", "Add a collection point")}</h1>
      <p class="quiet">{say(`属于 ${communityName}`, `Of ${communityName}`)}</p>
      <PointForm first={NOTHING} yes={say("添加", "Add")} busyWord={say("正在添加……", "Adding…")} send={add} />
    </main>
  );
}
