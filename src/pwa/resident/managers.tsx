/** The other accounts that manage a person: their stated relation, the time since when, and the buttons that keep or end a manager. Shared by the first screen and 实名核验. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../contract/people.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { say, type Sentence, saySentence } from "../app/say.ts";
import { refresh } from "../app/session.ts";
import { Confirm } from "../ui/dialog.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useBusy } from "../ui/use-busy.ts";
import "../styles/proof.css";

type Manager = Person["managers"][number];
type Decision = "keep" | "end";

/** The relation that the account claims, from the person's side: an account that registered the person as a parent claims to be a child's. Nobody has checked it. */
const SAYS: Readonly<Record<Manager["relation"], Sentence>> = {
  self: { zh: "自称本人", en: "claims to be this person" },
  child: { zh: "自称父母", en: "claims to be a parent" },
  parent: { zh: "自称子女", en: "claims to be a child" },
  other: { zh: "自称其他家人", en: "claims to be family" },
};

export function phoneOf({ maskedPhone }: Manager): string {
  return maskedPhone === "" ? say("以前登记的手机", "A phone registered earlier") : maskedPhone;
}

interface ManagersProps {
  readonly person: Person;
  readonly managers: readonly Manager[];
  /** Whether this account may end them: it holds the person. */
  readonly mayEnd: boolean;
  /** Called with the result in words. The question about this manager is answered. */
  readonly onDone: (words: string) => void;
}

export function Managers(props: ManagersProps): JSX.Element {
  return (
    <ul class="managers">
      {props.managers.map((manager) => (
        <li key={manager.id}>
          <ManagerLine {...props} manager={manager} />
        </li>
      ))}
    </ul>
  );
}

function ManagerLine({ person, manager, mayEnd, onDone }: ManagersProps & { readonly manager: Manager }): JSX.Element {
  const [ending, setEnding] = useState(false);
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const phone = phoneOf(manager);

  const decide = async (decision: Decision): Promise<void> => {
    const names = { person: person.id, manager: manager.id };
    const answer = await ask("POST /api/v1/people/:person/managers/:manager", names, { decision });
    setProblem(answer.ok ? null : answer.refusal);
    setEnding(false);
    if (answer.ok) onDone(doneWords(decision, phone));
    await refresh();
  };

  return (
    <>
      <b>{phone}</b>
      <span class="quiet">
        {saySentence(SAYS[manager.relation])}
        {say(` · 从 ${moment(Date.parse(manager.since))} 起`, ` · since ${moment(Date.parse(manager.since))}`)}
      </span>
      {manager.ending === "replaced" && manager.endsAt !== null && (
        <span>
          {say(
            `您原来的手机。还能用到 ${moment(Date.parse(manager.endsAt))}，到时自动结束，不用您做什么。`,
            `Your earlier phone. It works until ${moment(Date.parse(manager.endsAt))} and then ends by itself. There is nothing to do.`,
          )}
        </span>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
      {mayEnd && manager.ending !== "replaced" && (
        <div class="button-row">
          <button class="button second" type="button" disabled={busy} onClick={() => setEnding(true)}>
            {say("结束", "End")}
            <span class="hidden-words"> {phone}</span>
          </button>
          {manager.ending === "asked" && (
            <button class="button" type="button" disabled={busy} onClick={() => void during(() => decide("keep"))}>
              {say("保留", "Keep")}
              <span class="hidden-words"> {phone}</span>
            </button>
          )}
        </div>
      )}
      {ending && (
        <Confirm
          title={say(`结束 ${phone} 的代管？`, `End the management by ${phone}?`)}
          yes={say("结束代管", "End it")}
          danger
          busy={busy}
          onNo={() => setEnding(false)}
          onYes={() => void during(() => decide("end"))}
        >
          <p>
            {say(
              "那部手机立即不能再出示您的健康码、替您申报，也看不到您的信息。以后再要代管，须重新申请，由您同意。",
              "From now on that phone cannot show your code, declare for you or see your data. To manage you again it must ask, and you must agree.",
            )}
          </p>
        </Confirm>
      )}
    </>
  );
}

interface SaidProps {
  readonly words: string | null;
  /** Whether the line takes the focus, because the pressed button no longer exists. */
  readonly takesFocus?: boolean;
}

/** The result, read out by a screen reader; without words it takes no room. */
export function Said({ words, takesFocus = false }: SaidProps): JSX.Element {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (takesFocus && words !== null) line.current?.focus();
  }, [words]);
  return (
    <p role="status" tabIndex={-1} ref={line} class={words === null ? "hidden-words" : "notice"}>
      {words}
    </p>
  );
}

function doneWords(decision: Decision, phone: string): string {
  return decision === "keep"
    ? say(
        `已保留 ${phone}。以后可以在“我的 → 实名核验”里结束。`,
        `${phone} stays. You can end it later under Me, Proof of identity.`,
      )
    : say(`已结束 ${phone} 的代管。`, `${phone} no longer manages you.`);
}
