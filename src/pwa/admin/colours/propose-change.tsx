/** Proposes closed management, its end, or the switch to colours, with a reason of health and evidence. Another officer decides. */
import type { ComponentProps, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { ChangeRequest } from "../../../contract/proposal/proposal.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { say } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { Grounds, missing } from "../grounds.tsx";
import { type Place, PlaceField } from "../place-field.tsx";
import { Reach, TypedName } from "../reach.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { instantOf } from "../../../domain/instant.ts";

export type Proposing =
  | { readonly kind: "closed_management" }
  | { readonly kind: "end"; readonly division: string; readonly name: string; readonly from: string }
  | { readonly kind: "colours_switch" };

interface ProposeProps {
  readonly proposing: Proposing;
  /** The issuer's region; a closed division lies in it. */
  readonly region: Place;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeChange(props: ProposeProps): JSX.Element {
  const { proposing } = props;
  const [place, setPlace] = useState<Place | null>(null);
  const [moment, setMoment] = useState(() => minuteOf(instantOf(correctedNow())).replace(" ", "T"));
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const [typed, setTyped] = useState("");
  const regionName = props.region.path.at(-1) ?? props.region.code;
  const reached = reachOf(proposing, place, props.region);
  const isWhole = proposing.kind !== "end" && reached?.division === props.region.code;

  const id = useRequestId(place, moment, reason, evidence);

  async function propose(): Promise<Problem | null> {
    const at = instantOf(Date.parse(`${moment}:00+08:00`));
    const change = changeOf(proposing, place, at);
    if (change === null) return missing("请选择封闭管理的区划。", "Choose the division to close.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    if (isWhole && typed.trim() !== regionName) return missing(`请输入“${regionName}”确认。`, `Type “${regionName}” to confirm.`);
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await props.onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog title={titleOf(proposing)} yes={say("提议", "Propose")} act={propose} onClose={props.onClose}>
      <p>
        {say(
          "另一位负责人批准后才生效；提议、证据和批准都写入不能更改的记录。",
          "It takes effect after another officer approves it. The proposal, the evidence and the approval are recorded and cannot be changed.",
        )}
      </p>
      {proposing.kind === "closed_management" && <Where region={props.region} place={place} onPick={setPlace} />}
      {reached !== null && <Reach key={reached.division} {...reached} />}
      <Moment
        label={proposing.kind === "end" ? say("结束时间", "End") : say("开始时间", "Start")}
        value={moment}
        onInput={setMoment}
      />
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
      {isWhole && <TypedName name={regionName} value={typed} onInput={setTyped} />}
    </ActDialog>
  );
}

/** Whom the change reaches; null before a division is chosen. */
function reachOf(proposing: Proposing, place: Place | null, region: Place): ComponentProps<typeof Reach> | null {
  if (proposing.kind === "end") return { division: proposing.division, name: proposing.name, act: "open" };
  const reached = proposing.kind === "colours_switch" ? region : place;
  if (reached === null) return null;
  return {
    division: reached.code,
    name: reached.path.at(-1) ?? reached.code,
    act: proposing.kind === "colours_switch" ? "show" : "close",
  };
}

interface WhereProps {
  readonly region: Place;
  readonly place: Place | null;
  readonly onPick: (place: Place | null) => void;
}

/** The field for the division to close: the whole region, or a division within it. */
function Where({ region, place, onPick }: WhereProps): JSX.Element {
  const name = region.path.at(-1) ?? region.code;
  return (
    <>
      {place === null && (
        <button class="chip" type="button" onClick={() => onPick(region)}>
          {say(`整个${name}`, `All of ${name}`)}
        </button>
      )}
      <PlaceField region={region.code} place={place} onPick={onPick} />
    </>
  );
}

function Moment(props: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        class="input"
        id={id}
        type="datetime-local"
        required
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </div>
  );
}

/** The change as the API takes it; null for a closure without a chosen division. */
function changeOf(proposing: Proposing, place: Place | null, at: string): ChangeRequest | null {
  if (proposing.kind === "colours_switch") return { kind: "colours_switch", from: at };
  if (proposing.kind === "end") {
    const { division, from } = proposing;
    return { kind: "closed_management", division, from, until: at };
  }
  return place === null ? null : { kind: "closed_management", division: place.code, from: at, until: null };
}

function titleOf(proposing: Proposing): string {
  if (proposing.kind === "colours_switch") return say("提议显示码色", "Propose to show colours");
  if (proposing.kind === "closed_management") return say("提议封闭管理", "Propose closed management");
  return say(`提议结束${proposing.name}的封闭管理`, `Propose to end closed management of ${proposing.name}`);
}
