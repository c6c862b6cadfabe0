/** Proposes to add or withdraw one fact of one person by hand, with a reason of health and evidence. Another officer decides. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
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
import type { Place } from "../place-field.tsx";
import { HomeField, SelectField, SourceFields } from "./fact-fields.tsx";

export type FactAct = "fact_entry" | "fact_withdrawal" | "fact_notice";

interface ProposeFactProps {
  readonly act: FactAct;
  /** The issuer's region; the division that keeps the list lies in it. */
  readonly region: Place;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function ProposeFact({ act, region, onDone, onClose }: ProposeFactProps): JSX.Element {
  const hasDays = act !== "fact_withdrawal";
  const words = wordsOf(act);
  const [home, setHome] = useState<string | null>(null);
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<FactKind | null>(null);
  const [source, setSource] = useState<Place | null>(null);
  const [reference, setReference] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");

  const id = useRequestId(home, number, kind, source, reference, from, until, reason, evidence);

  async function propose(): Promise<Problem | null> {
    if (act === "fact_notice" && home === null) return missing("请选择居住地区。", "Choose the region of residence.");
    if (kind === null) return missing("请选择名单。", "Choose the list.");
    if (source === null) return missing("请选择来源地区。", "Choose the source.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const document = { type: "10", number: number.trim() } as const;
    const name = { kind, source: source.code, reference: reference.trim() };
    const fact = { ...name, from, until: until === "" ? null : until };
    const change: ChangeRequest =
      act === "fact_withdrawal"
        ? { kind: act, document, fact: name }
        : act === "fact_notice"
          ? { kind: act, home: home ?? "", document, fact }
          : { kind: act, document, fact };
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人批准。", "Proposed. Another officer must approve it."));
    return null;
  }

  return (
    <ActDialog title={words.title} yes={say("提议", "Propose")} act={propose} onClose={onClose}>
      <p>{words.effect}</p>
      {act === "fact_notice" && <HomeField own={region.code} home={home} onPick={setHome} />}
      <Field required label={say("身份证号码", "Resident identity number")} value={number} limit={60} onInput={setNumber} />
      <SelectField
        label={say("名单", "List")}
        value={kind}
        options={FACT_KINDS.map((value) => ({ value, word: saySentence(FACT_WORDS[value]) }))}
        onPick={setKind}
      />
      {hasDays && (
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
        region={hasDays ? region : null}
        source={source}
        reference={reference}
        onSource={setSource}
        onReference={setReference}
      />
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}

function wordsOf(act: FactAct): { readonly title: string; readonly effect: string } {
  if (act === "fact_entry")
    return {
      title: say("提议录入一条记录", "Propose to enter a fact"),
      effect: say(
        "另一位负责人批准后录入，此人的码色随即重新判定。证件号码不保存。",
        "The fact is entered after another officer approves it. The person's colour is then decided again. The identity number is not stored.",
      ),
    };
  if (act === "fact_withdrawal")
    return {
      title: say("提议撤回一条记录", "Propose to withdraw a fact"),
      effect: say(
        "另一位负责人批准后撤回，此人的码色随即重新判定。撤回的记录不能再用原编号录入。",
        "The fact is withdrawn after another officer approves it. The person's colour is then decided again. A withdrawn fact cannot be entered again under the same reference.",
      ),
    };
  return {
    title: say("提议通报外地一条记录", "Propose to tell another region of a fact"),
    effect: say(
      "另一位负责人批准后，加密发给此人居住地区，由当地按自己的规则判定码色。证件号码只有对方能读，本地不保存。",
      "After another officer approves it, it goes encrypted to the region where the person lives, which decides the colour by its own rules. Only that region can read the number; it is not stored here.",
    ),
  };
}
