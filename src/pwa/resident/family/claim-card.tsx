/** The card of a claim: another account asks to manage a person of this account. Two buttons allow or deny it, each after a confirmation. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Claim, ClaimDecision, Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { termDays } from "../../../domain/retention.ts";
import { ask } from "../../app/api.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { nameOf } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { refresh } from "../../app/session.ts";
import { useBusy } from "../../ui/use-busy.ts";

export function ClaimCard(props: { readonly person: Person; readonly claim: Claim }): JSX.Element {
  const { person, claim } = props;
  const [asking, setAsking] = useState<ClaimDecision["decision"] | null>(null);
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);

  const answer = async (decision: ClaimDecision["decision"]): Promise<void> => {
    const response = await ask("POST /api/v1/people/:person/claims/:claim", { person: person.id, claim: claim.id }, { decision });
    setProblem(response.ok ? null : response.refusal);
    setAsking(null);
    await refresh();
  };

  return (
    <div class="notice claim">
      <p>
        {person.relation === "self"
          ? say(
              `有人用 ${claim.maskedPhone} 登记了您本人。是您自己换了手机吗？不是就点“拒绝”。${termDays("claim")} 天不回答，申请自动结束。`,
              `Somebody (${claim.maskedPhone}) has registered you. Is it you, with a new phone? If not, choose “Deny”. After ${termDays("claim")} days without an answer the request ends.`,
            )
          : say(
              `${claim.maskedPhone} 申请也管理 ${nameOf(person)}。是您认识的家人吗？${termDays("claim")} 天不回答，申请自动结束。`,
              `${claim.maskedPhone} asks to manage ${nameOf(person)} too. Is this a family member whom you know? After ${termDays("claim")} days without an answer the request ends.`,
            )}
      </p>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div class="button-row">
        <button class="button second" type="button" onClick={() => setAsking("deny")}>
          {say("拒绝", "Deny")}
        </button>
        <button class="button" type="button" onClick={() => setAsking("allow")}>
          {say("同意", "Allow")}
        </button>
      </div>
      {asking !== null && (
        <Confirm
          title={
            asking === "allow" ? say("同意对方管理？", "Allow them to manage?") : say("拒绝这个申请？", "Deny this request?")
          }
          yes={asking === "allow" ? say("确认同意", "Yes, allow") : say("确认拒绝", "Yes, deny")}
          danger={asking === "deny"}
          busy={busy}
          onNo={() => setAsking(null)}
          onYes={() => void during(() => answer(asking))}
        >
          <p>
            {asking === "allow"
              ? say(
                  `${claim.maskedPhone} 将可以替 ${person.maskedName} 申报、看到以前的申报并出示健康码。您也照常管理。`,
                  `${claim.maskedPhone} will be able to declare for ${person.maskedName}, see earlier declarations and show the code. You can still manage too.`,
                )
              : say(
                  "对方会收到“未获同意”，不会看到任何信息。",
                  "They will see that the request was not allowed. They will see no other information.",
                )}
          </p>
        </Confirm>
      )}
    </div>
  );
}
