/** The declaration: the form of the chosen person, then the receipt. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DeclarationReceipt } from "../../../contract/declaration.ts";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { useWholeScreen } from "../../app/tab-bar.tsx";
import { Shape } from "../../ui/icons.tsx";
import NoCodeYet from "../../ui/no-code.tsx";
import { DeclarationForm } from "./form.tsx";
import { ArrivalToday } from "./short-steps.tsx";
import "./declare.css";

export default function Declare(): JSX.Element {
  const [receipt, setReceipt] = useState<DeclarationReceipt | null>(null);
  const person = chosen.value;
  useWholeScreen(person !== undefined);
  if (person === undefined)
    return (
      <main class="screen">
        <h1 class="hidden-words">{say("健康申报", "Declaration")}</h1>
        <NoCodeYet people={me.value?.people ?? []} />
      </main>
    );
  if (receipt !== null) return <Receipt receipt={receipt} person={person} />;
  return <DeclarationForm key={person.id} person={person} onSent={setReceipt} />;
}

export function Receipt(props: { readonly receipt: DeclarationReceipt; readonly person: Person }): JSX.Element {
  const { receipt, person } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  return (
    <main class="screen whole">
      <section class="card receipt">
        <Shape colour="green" class="receipt-tick" />
        <h1 tabIndex={-1} ref={heading}>
          {say("申报成功", "Declared")}
        </h1>
        <dl class="rows">
          <div>
            <dt>{say("申报人", "Person")}</dt>
            <dd>{person.maskedName}</dd>
          </div>
          <div>
            <dt>{say("申报时间", "Time")}</dt>
            <dd>{moment(Date.parse(receipt.at))}</dd>
          </div>
          <div>
            <dt>{say("第几次申报", "Declaration no.")}</dt>
            <dd>{receipt.n}</dd>
          </div>
        </dl>
      </section>
      {receipt.advice.includes("arrival_today") && <ArrivalToday />}
      <p class="quiet">{say("情况有变化时，请随时重新上报。", "If something changes, please declare again.")}</p>
      <div class="stack at-foot">
        <a class="button" href="/">
          {say("出示健康码", "Show the code")}
        </a>
        <a class="button second" href="/history">
          {say("查看申报记录", "See my declarations")}
        </a>
      </div>
    </main>
  );
}
