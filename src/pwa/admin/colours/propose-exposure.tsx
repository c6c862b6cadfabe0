/** Proposes that everybody who passed at a place in some hours becomes a contact: residents of this region, and by letters those of others who were registered there. Another officer decides. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { EXPOSURE_LEVELS, type ExposureLevel } from "../../../domain/exposure/exposure.ts";
import { FACT_WORDS } from "../../../domain/fact/fact.ts";
import { instantOf } from "../../../domain/instant.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { Grounds, missing } from "../grounds.tsx";
import { type Place, PlaceField } from "../place-field.tsx";
import { SelectField, SourceFields } from "./fact-fields.tsx";

/** A street has zeros at the end, as in a code. */
const COMMUNITY_DIGITS = 12;
/** All points of the place. */
const EVERY = "every";
/** As long as a close contact is observed. */
const USUAL_DAYS = "14";

interface ExposureProps {
  readonly region: Place;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeExposure({ region, onDone, onClose }: ExposureProps): JSX.Element {
  const [place, setPlace] = useState<Place | null>(null);
  const [point, setPoint] = useState(EVERY);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [level, setLevel] = useState<ExposureLevel | null>("close_contact");
  const [days, setDays] = useState(USUAL_DAYS);
  const [source, setSource] = useState<Place | null>(null);
  const [reference, setReference] = useState("");
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const points = usePoints(place);
  const id = useRequestId(place, point, from, until, level, days, source, reference, reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (place === null) return missing("请选择社区（村）或街道。", "Choose the community or street.");
    if (level === null) return missing("请选择名单。", "Choose the list.");
    if (source === null) return missing("请选择来源地区。", "Choose the source.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const change = {
      kind: "exposure_entry",
      division: place.code.padEnd(COMMUNITY_DIGITS, "0"),
      point: points.find((one) => one.id === point)?.name ?? null,
      from: momentOf(from),
      until: momentOf(until),
      level,
      days: Number(days),
      source: source.code,
      reference: reference.trim(),
    } as const;
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog
      title={say("提议录入到过某处的人", "Propose to enter who was at a place")}
      yes={say("提议", "Propose")}
      act={propose}
      onClose={onClose}
    >
      <p>
        {say(
          "提议后显示这段时间在这里登记的人数。另一位负责人批准后，本地居民逐人判定码色；外地居民由其所在地区按自己的规则判定，不传姓名。",
          "After the proposal you see how many persons were registered there. After another officer approves it, each resident's colour is decided; other regions decide about theirs by their own rules, and no name is sent.",
        )}
      </p>
      <div class="field">
        <span class="label">{say("社区（村）或街道", "Community or street")}</span>
        <PlaceField region={region.code} place={place} minLevel="street" onPick={setPlace} />
      </div>
      {points.length > 0 && (
        <SelectField
          label={say("采集点", "Point")}
          value={point}
          options={[
            { value: EVERY, word: say("全部采集点", "All points") },
            ...points.map(({ id: value, name }) => ({ value, word: name })),
          ]}
          onPick={setPoint}
        />
      )}
      <Field type="datetime-local" required label={say("开始时间", "From")} value={from} onInput={setFrom} />
      <Field type="datetime-local" required label={say("结束时间", "Until")} value={until} onInput={setUntil} />
      <SelectField
        label={say("名单", "List")}
        value={level}
        options={EXPOSURE_LEVELS.map((value) => ({ value, word: saySentence(FACT_WORDS[value]) }))}
        onPick={setLevel}
      />
      <Field
        required
        inputMode="numeric"
        label={say("天数", "Days")}
        hint={say("从到过这里的那天算起", "From the day of the visit on")}
        value={days}
        onInput={setDays}
      />
      <SourceFields region={region} source={source} reference={reference} onSource={setSource} onReference={setReference} />
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

interface Point {
  readonly id: string;
  readonly name: string;
}

/** The points of a community or a street; none until they are loaded. */
function usePoints(place: Place | null): readonly Point[] {
  const [points, setPoints] = useState<readonly Point[]>([]);
  const division = place?.code.padEnd(COMMUNITY_DIGITS, "0");
  useEffect(() => {
    let stands = true;
    setPoints([]);
    const bring = async (): Promise<void> => {
      if (division === undefined) return;
      const answer = await ask("GET /api/v1/communities/:division/points", { division });
      if (stands && answer.ok) setPoints(answer.value.points);
    };
    void bring();
    return () => {
      stands = false;
    };
  }, [division]);
  return points;
}

/** @param minute of a field, in China */
function momentOf(minute: string): string {
  return instantOf(Date.parse(`${minute}:00+08:00`));
}
