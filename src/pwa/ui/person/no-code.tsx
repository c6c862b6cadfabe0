/** What is displayed in place of a code, with the reason: no person yet, a claim that waits, no declaration, or no credential. */
import type { ComponentChildren, JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { termDays } from "../../../domain/retention.ts";
import { RetryLine } from "../../app/unreachable.tsx";
import { say, saySentence } from "../../app/say.ts";
import { hasNoCode, restWords } from "./ending-notice.tsx";

function Empty(props: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="card empty">
      <svg
        class="empty-picture"
        viewBox="0 0 64 64"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-dasharray="6 5"
      >
        <path d="M8 8h20v20H8zM36 8h20v20H36zM8 36h20v20H8zM40 40h12v12H40z" />
      </svg>
      <h1>{props.title}</h1>
      {props.children}
    </section>
  );
}

function NobodyYet(): JSX.Element {
  return (
    <Empty title={say("先登记您自己", "First, register yourself")}>
      <p class="quiet">
        {say(
          "填一次姓名和证件，之后每次只需出示健康码。",
          "Enter your name and document once. After that, you only need to show the code.",
        )}
      </p>
      <a class="button" href="/family/add?relation=self">
        {say("登记本人", "Register myself")}
      </a>
    </Empty>
  );
}

function OnlyPending(props: { readonly people: readonly Person[] }): JSX.Element {
  const names = props.people.map((person) => person.maskedName).join("、");
  return (
    <Empty title={say("等待对方同意", "Waiting for an answer")}>
      <p class="quiet">
        {say(
          `${names} 已由另一个手机号登记，我们已经询问对方。同意后健康码会自动出现在这里。${termDays("claim")} 天没有回答，申请自动结束，可以再登记一次。`,
          `Another phone number manages ${names}. We have asked it. The code appears here when it agrees. After ${termDays("claim")} days without an answer the request ends, and you can register again.`,
        )}
      </p>
      <p class="quiet">
        {say(
          "如果是您自己换了手机号：请在原来的手机上打开一码，到“家人”里点“同意”。不认识对方，或原来的手机不在了：请带证件到社区，两位管理员核对后办理。",
          "If it is your own earlier number: open Yima on the earlier phone and choose “Allow” under “Family”. If you do not know the number, or that phone is lost: go to your community with your document. Two administrators check it.",
        )}
      </p>
      <a class="button second" href="/family">
        {say("查看家人", "See the family")}
      </a>
    </Empty>
  );
}

function NotDeclared(): JSX.Element {
  return (
    <Empty title={say("还没有申报", "No declaration yet")}>
      <p class="quiet">
        {say("回答几个问题，约一分钟，就能领到健康码。", "Answer a few questions (about one minute) to get the code.")}
      </p>
      <a class="button" href="/declare">
        {say("开始申报", "Declare now")}
      </a>
    </Empty>
  );
}

function Rests({ person }: { readonly person: Person }): JSX.Element {
  return (
    <Empty title={say("暂停使用", "Not in use for now")}>
      <p class="quiet">{restWords(person)}</p>
      <a class="button second" href="/family">
        {say("查看家人", "See the family")}
      </a>
    </Empty>
  );
}

function NoCode(props: { readonly problem: Problem; readonly retrySeconds: number }): JSX.Element {
  const offline = props.problem.code === "no_network";
  return (
    <Empty
      title={
        offline
          ? say("现在没有可用的健康码，请连上网络", "There is no valid code on this phone. Connect to the network")
          : say("暂时领不到健康码", "No code at the moment")
      }
    >
      <p class="quiet">
        {offline
          ? say(
              "连上网络后会自动更新。现在要通行，请出示身份证件，听采集点安排。",
              "The code is renewed when the network is back. If you must pass now, show an identity document and follow the gate's instructions.",
            )
          : saySentence(props.problem.sentence)}
      </p>
      <RetryLine seconds={props.retrySeconds} />
    </Empty>
  );
}

interface EmptyProps {
  /** Undefined while the account manages nobody. */
  readonly person?: Person | undefined;
  /** All persons of the account, also those whose claim still waits. */
  readonly people: readonly Person[];
  readonly problem?: Problem;
  readonly retrySeconds?: number;
}

export default function NoCodeYet(props: EmptyProps): JSX.Element {
  if (props.person === undefined) return props.people.length > 0 ? <OnlyPending people={props.people} /> : <NobodyYet />;
  if (hasNoCode(props.person)) return <Rests person={props.person} />;
  if (props.person.declaration === null || props.problem === undefined) return <NotDeclared />;
  return <NoCode problem={props.problem} retrySeconds={props.retrySeconds ?? 10} />;
}
