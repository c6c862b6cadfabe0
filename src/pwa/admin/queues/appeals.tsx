/** 申诉: what waits for this division's answer, overdue first. One administrator refuses; two grant, on the same ground. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { GROUND_WORDS } from "../../../domain/appeal/appeal.ts";
import { say, saySentence } from "../../app/say.ts";
import { AnswerAppeal, type WaitingAppeal } from "./answer-appeal.tsx";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { Done, Empty, Head, type Outcome } from "../head.tsx";
import { Shown, useLoaded } from "../../ui/loaded.tsx";
import { tellAppeals } from "../menu-counts.tsx";
import { minuteOf } from "../../ui/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";

const columns = (): readonly Column<WaitingAppeal>[] => [
  { key: "name", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName },
  {
    key: "colour",
    word: say("码色", "Colour"),
    value: ({ colour }) => colour,
    show: ({ colour }) => <ColourMark colour={colour} />,
  },
  { key: "why", word: say("原因", "Why"), value: ({ why }) => saySentence(why) },
  {
    key: "text",
    word: say("申诉内容", "What they write"),
    value: ({ text }) => text,
    show: ({ text, files: { length } }) => (
      <>
        {text}
        {length > 0 && <span class="quiet"> {say(`附件 ${length} 个`, length === 1 ? "1 file" : `${length} files`)}</span>}
      </>
    ),
  },
  {
    key: "due",
    word: say("答复期限", "Due"),
    value: ({ dueAt }) => dueAt,
    show: ({ dueAt, overdue }) => (
      <>
        {minuteOf(dueAt)}
        {overdue && <b> {say("已超时", "Overdue")}</b>}
      </>
    ),
  },
  { key: "proposed", word: say("处理", "State"), value: stateOf },
];

function stateOf({ proposed, proposedByMe }: WaitingAppeal): string {
  if (proposed === null) return say("待答复", "To answer");
  const ground = saySentence(GROUND_WORDS[proposed]);
  return proposedByMe
    ? say(`您已同意（${ground}），等另一位`, `You agreed (${ground}); another has to`)
    : say(`一位已同意（${ground}）`, `One agreed (${ground})`);
}

export function AppealsPage({ division }: { readonly division: string }): JSX.Element {
  const source = useLoaded("GET /api/v1/divisions/:division/appeals", { division });
  useEffect(() => {
    if (source.loaded.state !== "ready") return;
    const { appeals } = source.loaded.value;
    tellAppeals(division, { waiting: appeals.length, overdue: appeals.filter(({ overdue }) => overdue).length });
  }, [source.loaded, division]);
  const [answering, setAnswering] = useState<WaitingAppeal | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function done(what: Outcome): Promise<void> {
    setAnswering(null);
    setOutcome(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("申诉", "Appeals")} />
      <Done outcome={outcome} onChange={setOutcome} onUndone={source.reload} />
      <Shown source={source}>
        {({ appeals }) =>
          appeals.length === 0 ? (
            <Empty title={say("没有待答复的申诉", "No appeal waits")}>
              <p>
                {say(
                  "由本地名单引起码色的人提出申诉后，在这里 48 小时内答复。",
                  "Who has a colour by a list of this division appeals here, and is answered within 48 hours.",
                )}
              </p>
            </Empty>
          ) : (
            <Table
              name="appeals"
              caption={say("待答复的申诉", "Appeals to answer")}
              columns={columns()}
              rows={appeals}
              idOf={({ id }) => id}
              first={{ by: "due", down: false }}
              actions={(appeal) => (
                <button
                  class="text-button"
                  type="button"
                  aria-label={say(`答复 ${appeal.maskedName}`, `Answer ${appeal.maskedName}`)}
                  onClick={() => setAnswering(appeal)}
                >
                  {say("答复", "Answer")}
                </button>
              )}
            />
          )
        }
      </Shown>
      {answering !== null && (
        <AnswerAppeal
          key={answering.id}
          division={division}
          appeal={answering}
          onDone={done}
          onClose={() => setAnswering(null)}
        />
      )}
    </>
  );
}
