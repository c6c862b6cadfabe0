/** 码色记录: how one person's colour came about, opened with a purpose. What is shown is not asked for again by itself. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DecisionsRequest, PersonDecisions } from "../../../contract/decision.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { ChosenPurpose, Purpose } from "../../../domain/look/look.ts";
import { post } from "../../api.ts";
import { useLocation } from "../../frame/location.ts";
import { say } from "../../say.ts";
import { DecisionTable } from "../decision-table.tsx";
import { FindPerson, type Named } from "./opened-person.tsx";
import { Head } from "../head.tsx";
import { PurposeDialog } from "../purpose-dialog.tsx";
import { purposeWords } from "./track.tsx";

interface Opened {
  readonly history: PersonDecisions;
  readonly purpose: Purpose;
}

export function DecisionsPage(props: { readonly division: string }): JSX.Element {
  const { path, query, route } = useLocation();
  const wanted = query.get("person");
  const [named, setNamed] = useState<Named | null>(null);
  const [kept, setOpened] = useState<Opened | null>(null);
  // Another person's address asks again.
  const opened = kept !== null && wanted === kept.history.person ? kept : null;
  const asking = opened === null ? (wanted ?? named) : null;

  async function open(person: DecisionsRequest["person"], purpose: ChosenPurpose): Promise<Problem | null> {
    const { kind, text } = purpose;
    const body: DecisionsRequest = { person, purpose: { kind, ...(text !== null && { text }) } };
    const answer = await post<PersonDecisions>(`/api/v1/divisions/${props.division}/decisions`, body);
    if (!answer.ok) return answer.refusal;
    setOpened({ history: answer.value, purpose });
    setNamed(null);
    route(`${path}?${new URLSearchParams({ person: answer.value.person }).toString()}`, true);
    return null;
  }

  function close(): void {
    setNamed(null);
    if (wanted !== null && opened === null) route(path, true);
  }

  return (
    <>
      <Head
        name={opened === null ? say("码色记录", "Colour history") : nameOf(opened.history)}
        detail={opened === null ? undefined : detailOf(opened.history)}
      >
        {opened !== null && (
          <a class="chip" href={path}>
            {say("查另一个人", "Another person")}
          </a>
        )}
      </Head>
      {opened === null ? (
        <FindPerson
          question={say("查谁的码色？", "Whose colour?")}
          whom={say("申报的住址在本辖区的人。", "Somebody whose declared address is here.")}
          onNamed={setNamed}
        />
      ) : (
        <>
          <p class="notice" role="status">
            {say("已记录本次查看，用途：", "This look is written down. Purpose: ")}
            {purposeWords(opened.purpose)}
          </p>
          <DecisionTable decisions={opened.history.decisions} />
        </>
      )}
      {asking !== null && (
        <PurposeDialog
          title={say("为什么查看此人的码色记录？", "What is the colour history opened for?")}
          yes={say("查看码色记录", "Open the history")}
          onPurpose={(purpose) => open(asking, purpose)}
          onClose={close}
        />
      )}
    </>
  );
}

function nameOf({ maskedName }: PersonDecisions): string {
  return say(`${maskedName} 的码色记录`, `Colour history of ${maskedName}`);
}

function detailOf({ decisions, complete }: PersonDecisions): string {
  const { length } = decisions;
  return complete ? say(`共 ${length} 次判定`, `${length} decisions`) : say(`最近 ${length} 次判定`, `The latest ${length}`);
}
