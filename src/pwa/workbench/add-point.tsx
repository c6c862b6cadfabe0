/** Adds a collection point: a name, an address, and the phone's location where the administrator wants it. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { useLocation } from "../frame/location.ts";
import type { AddPointRequest, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { post } from "../api.ts";
import { useWholeScreen } from "../frame/tab-bar.tsx";
import { say, saySentence } from "../say.ts";
import { Back } from "./back.tsx";
import { askAgain, minding, pathOf } from "./community.ts";
import { LocationField } from "./location-field.tsx";
import type { Location } from "./location-field.tsx";
import { addressOf } from "./route.ts";

export function AddPoint(props: { readonly workbench: Workbench }): JSX.Element {
  const { division, name: communityName } = props.workbench;
  const { route } = useLocation();
  useWholeScreen();
  // The same id for every try: a repeated request adds one point.
  const id = useRef(crypto.randomUUID());
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [location, setLocation] = useState<Location | undefined>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wrong = (field: string): boolean =>
    problem?.pointer === `/${field}` || (field === "name" && problem?.code === "point_name_taken");

  async function send(): Promise<void> {
    setBusy(true);
    const body: AddPointRequest = { id: id.current, name: name.trim(), address: address.trim(), ...(location && { location }) };
    const answer = await minding(division, post<unknown>(`${pathOf(division)}/points`, body));
    if (answer.ok) {
      await askAgain(division);
      route(addressOf(division, "points"), true);
      return;
    }
    setBusy(false);
    setProblem(answer.refusal);
  }

  return (
    <main class="screen whole">
      <Back href={addressOf(division, "points")} word={say("采集点", "Points")} />
      <h1>{say("添加采集点", "Add a collection point")}</h1>
      <p class="quiet">{say(`属于 ${communityName}`, `Of ${communityName}`)}</p>
      <form
        class="stack form-page"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="field">
          <label for="point-name">{say("名称", "Name")}</label>
          <input
            class="input"
            id="point-name"
            required
            maxLength={40}
            autocomplete="off"
            value={name}
            placeholder={say("例如：南门", "for example: South gate")}
            aria-invalid={wrong("name")}
            aria-describedby={problem === null ? undefined : "point-problem"}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="point-address">{say("地址", "Address")}</label>
          <input
            class="input"
            id="point-address"
            required
            maxLength={100}
            autocomplete="off"
            value={address}
            placeholder={say("例如：康苑路 8 号南侧", "for example: south side of 8 Kangyuan Road")}
            aria-invalid={wrong("address")}
            aria-describedby={problem === null ? undefined : "point-problem"}
            onInput={(event) => setAddress(event.currentTarget.value)}
          />
        </div>
        <LocationField location={location} onChange={setLocation} />
        {problem !== null && (
          <p class="notice wrong" role="alert" id="point-problem">
            {saySentence(problem.sentence)}
          </p>
        )}
        <button class="button at-foot" type="submit" disabled={busy || name.trim() === "" || address.trim() === ""}>
          {busy ? say("正在添加……", "Adding…") : say("添加", "Add")}
        </button>
      </form>
    </main>
  );
}
