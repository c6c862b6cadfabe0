/** The lines of a list with the result of each: ready, appointed, waiting for review, or wrong with the reason. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type ApplicationList, LINE_SENTENCES } from "../../../domain/administrator/application-list.ts";
import { displayName } from "../../../domain/division/name.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { say, saySentence } from "../../app/say.ts";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { undoAppointment } from "../head.tsx";
import type { LineOutcome, LineOutcomes } from "./list-sender.ts";
import { type Column, Table } from "../../ui/table.tsx";

interface Line {
  readonly line: number;
  readonly name: string;
  readonly division: string;
  readonly phone: string;
  readonly state: "ready" | LineOutcome["state"];
  readonly detail: string;
}

const MARKS: Readonly<Record<Line["state"], string>> = { ready: "·", appointed: "✓", waiting: "…", wrong: "✕", undone: "↶" };

const wordOf = (state: Line["state"]): string =>
  ({
    ready: say("可以提交", "Ready"),
    appointed: say("已任命", "Appointed"),
    waiting: say("待审核", "To review"),
    wrong: say("未收下", "Not accepted"),
    undone: say("已撤销", "Undone"),
  })[state];

const columns = (): readonly Column<Line>[] => [
  { key: "line", word: say("行", "Line"), value: ({ line }) => line },
  { key: "name", word: say("姓名", "Name"), value: ({ name }) => name },
  { key: "division", word: say("管理社区", "Division"), value: ({ division }) => division },
  { key: "phone", word: say("手机号", "Phone"), value: ({ phone }) => phone },
  {
    key: "state",
    word: say("结果", "Result"),
    value: ({ state }) => wordOf(state),
    show: ({ state, detail }) => (
      <span class={`admin-outcome of-${state}`}>
        <b data-mark={MARKS[state]}>{wordOf(state)}</b>
        <small>{detail}</small>
      </span>
    ),
  },
];

export function ApplicationLines(props: {
  readonly list: ApplicationList;
  readonly text: string;
  readonly outcomes: LineOutcomes;
  readonly onUndone: (line: number) => void;
}): JSX.Element | null {
  const { list, outcomes } = props;
  const [notice, setNotice] = useState("");
  const allLines = props.text.split(/\r\n|\r|\n/u);
  const good = list.good.map(({ line, name, division, phone }): Line => {
    const outcome = outcomes.get(line);
    const detail = outcome === undefined ? "" : detailOf(outcome);
    return { line, name, division, phone: phoneWords(phone), state: outcome?.state ?? "ready", detail };
  });
  const wrong = list.wrong.map(({ line, code }): Line => {
    const sentence: Sentence = LINE_SENTENCES[code];
    return { line, name: "", division: allLines[line - 1] ?? "", phone: "", state: "wrong", detail: saySentence(sentence) };
  });
  const lines = [...good, ...wrong];
  if (lines.length === 0) return null;
  const count = (state: Line["state"]): number => lines.filter((line) => line.state === state).length;
  const states = (["ready", "appointed", "waiting", "wrong", "undone"] as const).filter((state) => count(state) > 0);

  /** Whether this line made the person an administrator of the division, which they were not before. Only then an undo is offered. */
  function isFresh(line: number): boolean {
    const outcome = outcomes.get(line);
    return outcome?.state === "appointed" && !outcome.already;
  }

  async function takeBack(line: number): Promise<void> {
    const outcome = outcomes.get(line);
    if (outcome?.state !== "appointed") return;
    const answer = await undoAppointment(outcome.division, outcome.id).act();
    setNotice(answer.ok ? "" : saySentence(answer.refusal.sentence));
    if (answer.ok) props.onUndone(line);
  }

  return (
    <>
      {notice !== "" && (
        <p class="notice wrong" role="alert">
          {notice}
        </p>
      )}
      <p role="status">{states.map((state) => `${wordOf(state)} ${count(state)}`).join(" · ")}</p>
      <Table
        name="lines"
        caption={say("名单的各行", "The lines of the list")}
        columns={columns()}
        rows={lines}
        idOf={({ line }) => String(line)}
        first={{ by: "line", down: false }}
        {...(lines.some(({ line }) => isFresh(line)) && {
          actions: ({ line, name }: Line) =>
            isFresh(line) && (
              <button
                class="text-button"
                type="button"
                aria-label={say(`撤销 ${name} 的任命`, `Undo the appointment of ${name}`)}
                onClick={() => void takeBack(line)}
              >
                {say("撤销", "Undo")}
              </button>
            ),
        })}
      />
    </>
  );
}

function detailOf(outcome: LineOutcome): string {
  if (outcome.state === "undone") return "";
  return outcome.state === "appointed" ? outcome.path.slice(1).map(displayName).join(" ") : saySentence(outcome.sentence);
}
