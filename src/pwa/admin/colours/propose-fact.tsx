/** Proposes to add or withdraw one fact of one person by hand, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { ChangeRequest } from "../../../contract/proposal/proposal.ts";
import { FACT_KINDS, FACT_WORDS, type FactKind } from "../../../domain/fact/fact.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { useRequestId } from "../../ui/use-request-id.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { Grounds, missing } from "../grounds.tsx";
import { type Place, PlaceField } from "../place-field.tsx";

export type FactAct = Extract<ChangeRequest, { readonly document: unknown }>["kind"];

interface ProposeFactProps {
  readonly act: FactAct;
  /** The issuer's region; the division that keeps the list lies in it. */
  readonly region: Place;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeFact({ act, region, onDone, onClose }: ProposeFactProps): JSX.Element {
  const enters = act === "fact_entry";
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<FactKind | null>(null);
  const [source, setSource] = useState<Place | null>(null);
  const [reference, setReference] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");

  const id = useRequestId(number, kind, source, reference, from, until, reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (kind === null) return missing("请选择名单。", "Choose the list.");
    if (source === null) return missing("请选择来源地区。", "Choose the source.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const document = { type: "10", number: number.trim() } as const;
    const name = { kind, source: source.code, reference: reference.trim() };
    const change: ChangeRequest = enters
      ? { kind: "fact_entry", document, fact: { ...name, from, until: until === "" ? null : until } }
      : { kind: "fact_withdrawal", document, fact: name };
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog
      title={enters ? say("提议录入一条记录", "Propose to enter a fact") : say("提议撤回一条记录", "Propose to withdraw a fact")}
      yes={say("提议", "Propose")}
      act={propose}
      onClose={onClose}
    >
      <p>
        {enters
          ? say(
              "另一位负责人批准后录入，此人的码色随即重新判定。证件号码不保存。",
              "The fact is entered after another officer approves it. The person's colour is then decided again. The identity number is not stored.",
            )
          : say(
              "另一位负责人批准后撤回，此人的码色随即重新判定。撤回的记录不能再用原编号录入。",
              "The fact is withdrawn after another officer approves it. The person's colour is then decided again. A withdrawn fact cannot be entered again under the same reference.",
            )}
      </p>
      <Field required label={say("身份证号码", "Resident identity number")} value={number} limit={60} onInput={setNumber} />
      <SelectField
        label={say("名单", "List")}
        value={kind}
        options={FACT_KINDS.map((value) => ({ value, word: saySentence(FACT_WORDS[value]) }))}
        onPick={setKind}
      />
      {enters && (
        <>
          <Field type="date" required label={say("开始日期", "First day")} value={from} onInput={setFrom} />
          <Field
            type="date"
            label={say("结束日期（可不填）", "End (optional)")}
            value={until}
            hint={say("解除、排除或治愈之日", "The day of release, exclusion or cure")}
            onInput={setUntil}
          />
        </>
      )}
      <SourceFields
        region={enters ? region : null}
        source={source}
        reference={reference}
        onSource={setSource}
        onReference={setReference}
      />
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  /** Null: nothing is chosen yet. */
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly word: string }[];
  readonly onPick: (value: T) => void;
}

export function SelectField<T extends string>({ label, value, options, onPick }: SelectFieldProps<T>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        class="input"
        id={id}
        required
        value={value ?? ""}
        onChange={(event) => {
          const picked = options.find((option) => option.value === event.currentTarget.value);
          if (picked !== undefined) onPick(picked.value);
        }}
      >
        {value === null && (
          <option value="" disabled>
            {say("请选择", "Choose")}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </div>
  );
}

interface OwnerProps {
  readonly region: Place;
  readonly place: Place | null;
  readonly onPick: (place: Place | null) => void;
}

/** The division that keeps a list: the region itself, or one below it. */
function Owner({ region, place, onPick }: OwnerProps): JSX.Element {
  const [isBelow, setBelow] = useState(false);
  const name = region.path.at(-1) ?? region.code;
  if (place !== null || isBelow) return <PlaceField region={region.code} place={place} onPick={onPick} />;
  return (
    <div class="button-row">
      <button class="chip" type="button" onClick={() => onPick(region)}>
        {say(`本级名单：${name}`, `A list of ${name}`)}
      </button>
      <button class="chip" type="button" onClick={() => setBelow(true)}>
        {say("下级名单…", "A list of a division below…")}
      </button>
    </div>
  );
}

interface SourceFieldsProps {
  /** The issuer's region, in which the division lies that keeps the list; null: any division, for an entry that exists. */
  readonly region: Place | null;
  readonly source: Place | null;
  readonly reference: string;
  readonly onSource: (source: Place | null) => void;
  readonly onReference: (reference: string) => void;
}

/** The fields for the division that owns the list and for the entry's name in that list. */
export function SourceFields({ region, source, reference, onSource, onReference }: SourceFieldsProps): JSX.Element {
  return (
    <>
      <div class="field">
        <span class="label">{say("来源地区", "Source")}</span>
        {region === null ? (
          <PlaceField region="" place={source} minLevel="province" onPick={onSource} />
        ) : (
          <Owner region={region} place={source} onPick={onSource} />
        )}
      </div>
      <Field
        required
        label={say("编号", "Reference")}
        value={reference}
        limit={64}
        hint={say("名单中的编号，以后据此更改或撤回", "The entry's number in that list, used to change or withdraw it later")}
        onInput={onReference}
      />
    </>
  );
}
