/** The declaration: the notice about the data once, the form of the chosen person, then the receipt. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { Bar } from "../../ui/bar.tsx";
import NoCodeYet from "../../ui/person/no-code.tsx";
import { PersonHead } from "../../ui/person/person-head.tsx";
import { EndingNotice, hasNoCode, isClosed } from "../../ui/person/ending-notice.tsx";
import { AgreeFirst, useAgreement } from "../privacy.tsx";
import { DeclarationForm } from "./form.tsx";
import { Receipt, type Sent } from "./receipt.tsx";

/** Instead of a form that the server would refuse after the last step. */
function Closed({ person }: { readonly person: Person }): JSX.Element {
  const { rests } = person;
  return (
    <main class="screen whole">
      <Bar name={say("健康申报", "Declaration")} back="/" />
      <h1>
        {rests
          ? say("这部手机暂不能申报", "This phone cannot declare for now")
          : say("须本人同意后才能代为申报", "You cannot declare until this person agrees")}
      </h1>
      <PersonHead person={person} />
      <EndingNotice person={person} />
      {!rests && (
        <p class="quiet">
          {say(
            "请本人打开一码，在首页点“保留”。没写完的内容还在。",
            "Ask them to open Yima and to choose “Keep” on the first screen. Unfinished answers are still here.",
          )}
        </p>
      )}
      {hasNoCode(person) ? (
        <a class="button at-foot" href="/family">
          {say("查看家人", "See the family")}
        </a>
      ) : (
        <a class="button at-foot" href="/">
          {say("出示健康码", "Show the code")}
        </a>
      )}
    </main>
  );
}

export default function Declare(): JSX.Element | null {
  const [sent, setSent] = useState<Sent | null>(null);
  const [agreement, agree] = useAgreement();
  const person = chosen.value;
  useWholeScreen(person !== undefined);
  if (person === undefined)
    return (
      <main class="screen">
        <h1 class="hidden-words">{say("健康申报", "Declaration")}</h1>
        <NoCodeYet people={me.value?.people ?? []} />
      </main>
    );
  if (sent !== null) return <Receipt {...sent} person={person} />;
  if (isClosed(person)) return <Closed person={person} />;
  if (agreement === "unknown") return null;
  if (agreement === "open") return <AgreeFirst onAgree={() => void agree()} />;
  return <DeclarationForm key={person.id} person={person} onSent={setSent} />;
}
