/** A card on a holder's phone that another phone is about to replace: the effects with their time, and the button that denies the change. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../contract/people.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { say } from "../app/say.ts";
import { refresh } from "../app/session.ts";
import { Confirm } from "../ui/dialog.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { useBusy } from "../ui/use-busy.ts";
import { Said } from "./managers.tsx";
import "../styles/proof.css";

export default function ChangesOfPhone({ people }: { readonly people: readonly Person[] }): JSX.Element {
  const [isDenied, setDenied] = useState(false);
  return (
    <>
      {people.map((person) =>
        person.ending?.why === "replaced" ? (
          <ChangeOfPhone key={person.id} person={person} until={person.ending.at} onDenied={() => setDenied(true)} />
        ) : null,
      )}
      <Said
        takesFocus
        words={
          isDenied
            ? say(
                "已报告。请尽快带证件到社区，由社区核实哪一部手机是您的。",
                "Reported. Go to your community with the document soon: it decides which phone is yours.",
              )
            : null
        }
      />
    </>
  );
}

interface ChangeProps {
  readonly person: Person;
  readonly until: string;
  readonly onDenied: () => void;
}

function ChangeOfPhone({ person, until, onDenied }: ChangeProps): JSX.Element {
  const [denying, setDenying] = useState(false);
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const time = moment(Date.parse(until));

  const deny = async (): Promise<void> => {
    const answer = await ask("POST /api/v1/people/:person/phone-change", { person: person.id }, { decision: "deny" });
    setProblem(answer.ok ? null : answer.refusal);
    setDenying(false);
    if (answer.ok) onDenied();
    await refresh();
  };

  return (
    <section class="card custody-card urgent" aria-labelledby={`change-${person.id}`}>
      <h2 id={`change-${person.id}`}>{say("另一部手机说是您的", "Another phone claims to be yours")}</h2>
      <p>
        {say(
          `它用您的姓名和证件通过了核验。${time} 后，这部手机不再管理您的健康码，并退出登录。`,
          `It passed the check with your name and document. After ${time} this phone no longer manages your code and is logged out.`,
        )}
      </p>
      <p>{say("如果是您自己换了手机，不用做什么。", "If you have changed your phone, there is nothing to do.")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <button class="button danger" type="button" onClick={() => setDenying(true)}>
        {say("不是我", "That was not me")}
      </button>
      {denying && (
        <Confirm
          title={say("那部手机不是您的？", "That phone is not yours?")}
          yes={say("不是我，报告", "Not me, report it")}
          danger
          busy={busy}
          onNo={() => setDenying(false)}
          onYes={() => void during(deny)}
        >
          <p>
            {say(
              "报告后，两部手机都变为“未核验”，直到社区核实：",
              "After the report both phones count as not checked, until the community has decided:",
            )}
          </p>
          <ul class="proof-ways">
            <li>{say("健康码照常出示，采集点会核对证件。", "The code works, and gates ask for the document.")}</li>
            <li>{say("采集员、管理员的工作暂停。", "Work as a collector or administrator rests.")}</li>
            <li>{say("请尽快带证件到社区。", "Go to your community with the document soon.")}</li>
          </ul>
        </Confirm>
      )}
    </section>
  );
}
