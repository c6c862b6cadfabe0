/** 申诉: the appeals that wait for this division's answer, overdue first. One administrator can refuse; to grant needs two with the same ground. */
import type { JSX } from "preact";
import { GROUND_WORDS } from "../../../domain/appeal/appeal.ts";
import { say, saySentence } from "../../app/say.ts";
import { AnswerAppeal, type WaitingAppeal } from "./answer-appeal.tsx";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { useLoaded } from "../../ui/loaded.tsx";
import type { Column } from "../../ui/table.tsx";
import type { PageProps } from "../pages.ts";
import { dueColumn, nameColumn, QueuePage } from "./queue-page.tsx";

const columns = (): readonly Column<WaitingAppeal>[] => [
  nameColumn(),
  {
    key: "colour",
    word: say("码色", "Colour"),
    value: ({ colour }) => colour,
    show: ({ colour }) => <ColourMark colour={colour} />,
  },
  { key: "why", word: say("原因", "Reason"), value: ({ why }) => saySentence(why) },
  {
    key: "text",
    word: say("申诉内容", "Text of the appeal"),
    value: ({ text }) => text,
    show: ({ text, files: { length }, home, silent }) => (
      <>
        {text}
        {home !== null && <span class="quiet"> {say(`来自${saySentence(home.name)}`, `From ${saySentence(home.name)}`)}</span>}
        {silent !== null && (
          <span class="quiet"> {say(`${silent.sourceName}未答复`, `${silent.sourceName} has not answered`)}</span>
        )}
        {length > 0 && <span class="quiet"> {say(`附件 ${length} 个`, length === 1 ? "1 file" : `${length} files`)}</span>}
      </>
    ),
  },
  dueColumn(say("答复期限", "Due")),
  { key: "proposed", word: say("处理", "State"), value: stateOf },
];

function stateOf({ proposed, isProposed }: WaitingAppeal): string {
  if (!isProposed) return say("待答复", "To answer");
  if (proposed === null) return say("一位已同意，等您", "One administrator has agreed");
  const ground = saySentence(GROUND_WORDS[proposed]);
  return say(`您已同意（${ground}），等另一位`, `You agreed (${ground}). Another administrator must agree.`);
}

export default function AppealsPage({ division }: PageProps): JSX.Element {
  const source = useLoaded("GET /api/v1/divisions/:division/appeals", { division });
  return (
    <QueuePage
      division={division}
      queue="appeals"
      name={say("申诉", "Appeals")}
      caption={say("待答复的申诉", "Appeals to answer")}
      emptyTitle={say("没有待答复的申诉", "No appeal is waiting")}
      emptyText={say(
        "由本地名单引起码色的人（也有外地居民）提出申诉后，在这里 48 小时内答复。",
        "If a list of this division causes a person's colour, that person's appeal comes here, also from another region. Answer it within 48 hours.",
      )}
      source={source}
      itemsOf={({ appeals }) => appeals}
      columns={columns()}
      actWord={say("答复", "Answer")}
      actLabel={(name) => say(`答复 ${name}`, `Answer ${name}`)}
      dialog={({ item, ...rest }) => <AnswerAppeal division={division} appeal={item} {...rest} />}
    />
  );
}
