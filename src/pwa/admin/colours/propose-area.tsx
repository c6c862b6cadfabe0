/** Proposes the risk level of one county: a new one, a change, or the end of one. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Areas } from "../../../contract/area.ts";
import type { Problem } from "../../../contract/problem.ts";
import { AREA_LEVELS, type AreaLevel, LEVEL_WORDS } from "../../../domain/area/area.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { Grounds, missing } from "../grounds.tsx";
import type { Names } from "../offices.ts";
import { type Place, PlaceField } from "../place-field.tsx";
import { SelectField, SourceFields } from "./fact-fields.tsx";

type Area = Areas["areas"][number];

/** `change` and `end`: of a stored level, which keeps its county, source and reference. */
export type Entering = { readonly kind: "new" } | { readonly kind: "change" | "end"; readonly area: Area };

interface ProposeAreaProps {
  /** The issuer's region, in which the division lies that keeps the list. */
  readonly region: Place;
  readonly entering: Entering;
  readonly names: Names;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeArea({ region, entering, names, onDone, onClose }: ProposeAreaProps): JSX.Element {
  const stored = entering.kind === "new" ? null : entering.area;
  const ends = entering.kind === "end";
  const [county, setCounty] = useState<Place | null>(null);
  const [level, setLevel] = useState<AreaLevel | null>(stored?.level ?? null);
  const [from, setFrom] = useState(stored?.from ?? "");
  const [until, setUntil] = useState(ends ? "" : (stored?.until ?? ""));
  const [source, setSource] = useState<Place | null>(null);
  const [reference, setReference] = useState("");
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const id = useRequestId(county, level, from, until, source, reference, reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (level === null) return missing("请选择风险等级。", "Choose the level.");
    if (stored === null && county === null) return missing("请选择县（市、区）。", "Choose the county.");
    if (stored === null && source === null) return missing("请选择来源地区。", "Choose the source.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const name = stored ?? { division: county?.code ?? "", source: source?.code ?? "", reference: reference.trim() };
    const entry = {
      division: name.division,
      source: name.source,
      reference: name.reference,
      level,
      from,
      until: until === "" ? null : until,
    };
    const change = { kind: "area_entry", entry } as const;
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人在“码色管理”中批准。", "Proposed. Another officer must approve it under “Colours”."));
    return null;
  }

  return (
    <ActDialog title={titleOf(entering, names)} yes={say("提议", "Propose")} act={propose} onClose={onClose}>
      {stored === null && (
        <div class="field">
          <span class="label">{say("县（市、区）", "County")}</span>
          <PlaceField region="" place={county} minLevel="county" onPick={setCounty} />
        </div>
      )}
      {!ends && (
        <>
          <SelectField
            label={say("风险等级", "Level")}
            value={level}
            options={AREA_LEVELS.map((value) => ({ value, word: saySentence(LEVEL_WORDS[value]) }))}
            onPick={setLevel}
          />
          <Field type="date" required label={say("开始日期", "From")} value={from} onInput={setFrom} />
        </>
      )}
      <Field
        type="date"
        required={ends}
        label={ends ? say("结束日期", "Until") : say("结束日期（可不填）", "Until (optional)")}
        value={until}
        hint={
          ends
            ? say("从这一天起不再执行", "The first day after the level")
            : say("不填：到下一次调整为止", "Empty: until the next level begins")
        }
        onInput={setUntil}
      />
      {stored === null && (
        <SourceFields region={region} source={source} reference={reference} onSource={setSource} onReference={setReference} />
      )}
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

function titleOf(entering: Entering, names: Names): string {
  if (entering.kind === "new") return say("提议风险等级", "Propose a level");
  const place = names.of(entering.area.division);
  const level = saySentence(LEVEL_WORDS[entering.area.level]);
  if (entering.kind === "end") return say(`提议结束${place}的${level}`, `Propose to end the level of ${place}: ${level}`);
  return say(`提议修改${place}的风险等级`, `Propose to change the level of ${place}`);
}
