/** Enters the risk level of one county from a day on. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AreaEntered } from "../../contract/area.ts";
import type { Problem } from "../../contract/problem.ts";
import { AREA_LEVELS, type AreaLevel, LEVEL_WORDS } from "../../domain/area/area.ts";
import { today } from "../../domain/china-time.ts";
import { ownProblem, post } from "../api.ts";
import { correctedNow } from "../clock.ts";
import { say, saySentence } from "../say.ts";
import { ActDialog } from "./act-dialog.tsx";
import { DayField, SelectField, SourceFields } from "./entry-fields.tsx";
import { type Place, PlaceField } from "./place-field.tsx";

interface EnterAreaProps {
  /** The issuer's region: whose list it is, unless another one is chosen. */
  readonly region: Place;
  readonly onDone: (said: string) => Promise<void>;
  readonly onClose: () => void;
}

export function EnterArea({ region, onDone, onClose }: EnterAreaProps): JSX.Element {
  const [county, setCounty] = useState<Place | null>(null);
  const [level, setLevel] = useState<AreaLevel>("medium");
  const [from, setFrom] = useState(() => today(correctedNow()));
  const [until, setUntil] = useState("");
  const [source, setSource] = useState<Place | null>(region);
  const [reference, setReference] = useState("");

  async function enter(): Promise<Problem | null> {
    if (county === null) return missing("请选择县（市、区）。", "Choose the county.");
    if (source === null) return missing("请选择来源地区。", "Choose the source.");
    const answer = await post<AreaEntered>("/api/v1/areas", {
      division: county.code,
      level,
      from,
      until: until === "" ? null : until,
      source: source.code,
      reference: reference.trim(),
    });
    if (!answer.ok) return answer.refusal;
    const { changed } = answer.value;
    await onDone(
      changed
        ? say("已录入，来自这里的人将重新判定码色。", "Entered: colours of who comes from there are decided anew.")
        : say("这条已经录入过，没有改动。", "Entered before: nothing changed."),
    );
    return null;
  }

  return (
    <ActDialog title={say("录入风险等级", "Enter a level")} yes={say("录入", "Enter")} act={enter} onClose={onClose}>
      <div class="field">
        <span class="label">{say("县（市、区）", "County")}</span>
        <PlaceField region="" place={county} minLevel="county" onPick={setCounty} />
      </div>
      <SelectField
        label={say("风险等级", "Level")}
        value={level}
        options={AREA_LEVELS.map((value) => ({ value, word: saySentence(LEVEL_WORDS[value]) }))}
        onPick={setLevel}
      />
      <DayField label={say("开始日期", "From")} value={from} onInput={setFrom} />
      <DayField
        label={say("结束日期（可不填）", "Until (may be left out)")}
        value={until}
        optional
        hint={say("不填：到下一次调整为止", "Left out: until the next level begins")}
        onInput={setUntil}
      />
      <SourceFields source={source} reference={reference} onSource={setSource} onReference={setReference} />
    </ActDialog>
  );
}

function missing(zh: string, en: string): Problem {
  const said = say(zh, en);
  return ownProblem("bad_request", 422, said, said);
}
