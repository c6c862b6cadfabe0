/** The fields of a collection point: a name, an address, and a location where the administrator wants it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { say, saySentence } from "../../app/say.ts";
import { LocationField } from "../../workbench/location-field.tsx";
import { type Location, usePlace } from "./use-place.ts";

export interface PointValues {
  readonly name: string;
  readonly address: string;
  readonly location?: Location | undefined;
}

interface Props {
  readonly first: PointValues;
  readonly yes: string;
  readonly busyWord: string;
  /** Null where it was done; the page is then left. */
  readonly send: (values: PointValues) => Promise<Problem | null>;
}

export function PointForm(props: Props): JSX.Element {
  const [name, setName] = useState(props.first.name);
  const [address, setAddress] = useState(props.first.address);
  const place = usePlace(props.first.location);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wrong = (field: string): boolean =>
    problem?.pointer === `/${field}` || (field === "name" && problem?.code === "point_name_taken");

  async function send(): Promise<void> {
    setBusy(true);
    const taken = await place.take();
    if (taken === null) return setBusy(false);
    const refused = await props.send({ name: name.trim(), address: address.trim(), ...taken });
    if (refused === null) return;
    setBusy(false);
    setProblem(refused);
  }

  return (
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
      <LocationField entry={place} />
      {problem !== null && (
        <p class="notice wrong" role="alert" id="point-problem">
          {saySentence(problem.sentence)}
        </p>
      )}
      <button class="button at-foot" type="submit" disabled={busy || name.trim() === "" || address.trim() === ""}>
        {busy ? props.busyWord : props.yes}
      </button>
    </form>
  );
}
