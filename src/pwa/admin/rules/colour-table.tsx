/** What the colours of this issuer mean to gates of other regions: the table in force, and for officers the proposal of another one with what it changes. docs/trust.md §12. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import {
  type ColourTable,
  type Meaning,
  MEANINGS,
  TABLE_COLOURS,
  type TableColour,
} from "../../../domain/federation/colour-table.ts";
import type { HealthReason } from "../../../domain/proposal/reason.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { ActDialog } from "../../ui/dialog.tsx";
import { Choices } from "../../ui/fields/choices.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { useRequestId } from "../../ui/use-request-id.ts";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import { Grounds, missing } from "../grounds.tsx";
import { differences, listWords, MEANING_WORDS, meaningsOf } from "../table-words.ts";

interface SectionProps {
  /** Whether the reader may propose another table. */
  readonly isOfficer: boolean;
  readonly onProposed: (notice: string) => Promise<void>;
}

export function ColourTableSection({ isOfficer, onProposed }: SectionProps): JSX.Element {
  const source = useLoaded("GET /.well-known/yima-issuer", {});
  const [isProposing, setProposing] = useState(false);
  return (
    <SourceView source={source}>
      {({ colourTable }) => (
        <section>
          <h2>{say("码色含义（给外地看）", "Meanings of the colours, for other regions")}</h2>
          <p class="quiet">
            {say(
              `${saySentence(colourTable.title)}，${colourTable.id} 第 ${colourTable.version} 版。外地扫到本地的码，先按最重的一种含义换成全国码色，再换成当地码色，不会变轻。`,
              `${saySentence(colourTable.title)}, ${colourTable.id} version ${colourTable.version}. A gate elsewhere takes the worst meaning of a colour to the nation's colours and then to its own, and never makes it milder.`,
            )}
          </p>
          <ul class="stack">
            {colourTable.colours.map(({ colour, means }) => (
              <li key={colour}>
                <ColourMark colour={colour} /> {listWords(means)}
              </li>
            ))}
          </ul>
          {isOfficer && (
            <button class="chip" type="button" onClick={() => setProposing(true)}>
              {say("提议更换码色含义", "Propose other meanings")}
            </button>
          )}
          {isProposing && (
            <ProposeTable
              before={colourTable}
              onClose={() => setProposing(false)}
              onDone={async (notice) => {
                setProposing(false);
                await onProposed(notice);
              }}
            />
          )}
        </section>
      )}
    </SourceView>
  );
}

interface ProposeProps {
  readonly before: ColourTable;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

function ProposeTable({ before, onDone, onClose }: ProposeProps): JSX.Element {
  const [name, setName] = useState(before.id);
  const [means, setMeans] = useState(() => new Map(TABLE_COLOURS.map((colour) => [colour, meaningsOf(before, colour)])));
  const [reason, setReason] = useState<HealthReason | null>(null);
  const [evidence, setEvidence] = useState("");
  const id = useRequestId(name, means, reason, evidence);
  const colours = TABLE_COLOURS.map((colour) => ({ colour, means: means.get(colour) ?? [] })).filter(
    (row) => row.means.length > 0,
  );
  const changes = differences(before, { colours });

  function toggle(colour: TableColour, meaning: Meaning): void {
    const old = means.get(colour) ?? [];
    const now = MEANINGS.filter((one) => (one === meaning ? !old.includes(one) : old.includes(one)));
    setMeans(new Map([...means, [colour, now]]));
  }

  async function propose(): Promise<Problem | null> {
    if (changes.length === 0) return missing("含义没有改动。", "No meaning has changed.");
    if (reason === null) return missing("请选择事由。", "Choose a reason.");
    const version = name.trim() === before.id ? before.version + 1 : 1;
    const table = { id: name.trim(), version, title: before.title, colours };
    const change = { kind: "colour_table", table } as const;
    const answer = await ask("POST /api/v1/proposals", {}, { id, change, reason, evidence: evidence.trim() });
    if (!answer.ok) return answer.refusal;
    await onDone(say("已提议，等另一位负责人在“码色管理”批准。", "Proposed. Another officer must approve it under “Colours”."));
    return null;
  }

  return (
    <ActDialog
      title={say("提议更换码色含义", "Propose other meanings")}
      yes={say("提议", "Propose")}
      act={propose}
      onClose={onClose}
    >
      <p>
        {say(
          "只改外地怎样看本地的码色，不改本地怎样赋码。另一位负责人批准后，一分钟内生效。",
          "This changes what other regions take the colours to mean, not how colours are decided here. It takes effect within a minute after another officer approves it.",
        )}
      </p>
      <Field
        required
        label={say("编号", "Id")}
        value={name}
        limit={40}
        hint={say("小写字母、数字和短横", "Small letters, digits and hyphens")}
        onInput={setName}
      />
      {TABLE_COLOURS.map((colour) => (
        <Choices
          key={colour}
          several
          pairs
          name={`means-${colour}`}
          question={say(
            `${COLOUR_WORDS[colour].zh}的含义（都不选：不用这种码色）`,
            `${COLOUR_WORDS[colour].en} means (none: the colour is not used)`,
          )}
          choices={MEANINGS.map((value) => ({ value, word: saySentence(MEANING_WORDS[value]) }))}
          chosen={means.get(colour) ?? []}
          onToggle={(meaning) => toggle(colour, meaning)}
        />
      ))}
      <p class="notice banner" role="status">
        {changes.length === 0 ? say("还没有改动", "No change yet") : changes.join(say("；", "; "))}
      </p>
      <Grounds reason={reason} evidence={evidence} onReason={setReason} onEvidence={setEvidence} />
    </ActDialog>
  );
}
