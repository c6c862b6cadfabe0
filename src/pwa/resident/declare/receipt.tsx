/** The receipt of a declaration. After a fever, a symptom or a contact it says what to do now; where the issuer shows colours, it says the colour and why. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { DeclarationReceipt } from "../../../contract/declaration.ts";
import type { Person } from "../../../contract/people.ts";
import { type Declaration, isFever } from "../../../domain/declaration/declaration.ts";
import { moment } from "../../app/moment.ts";
import { nameOf } from "../../app/people.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { Shape } from "../../ui/icons.tsx";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { ArrivalToday } from "./short-steps.tsx";
import "./declare.css";

/** A declaration that was sent. */
export interface Sent {
  readonly receipt: DeclarationReceipt;
  readonly declaration: Declaration;
}

interface ReceiptProps extends Sent {
  readonly person: Person;
}

export function Receipt({ receipt, declaration, person }: ReceiptProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  const { temperatureCelsius, symptoms, contact } = declaration;
  const isIll = isFever(temperatureCelsius) || symptoms.length > 0;
  const hasSigns = isIll || contact !== "none";
  return (
    <main class="screen whole">
      <section class="card receipt">
        {!hasSigns && <Shape colour="green" class="receipt-tick" />}
        <h1 tabIndex={-1} ref={heading}>
          {say("申报成功", "Declared")}
        </h1>
        {hasSigns && <Now isIll={isIll} />}
        <Colour person={person} />
        <dl class="rows">
          <div>
            <dt>{say("申报人", "Person")}</dt>
            <dd>{nameOf(person)}</dd>
          </div>
          <div>
            <dt>{say("申报时间", "Time")}</dt>
            <dd>{moment(Date.parse(receipt.at))}</dd>
          </div>
          <div>
            <dt>{say("申报记录", "Declaration")}</dt>
            <dd>{say(`第 ${receipt.n} 次`, `no. ${receipt.n}`)}</dd>
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

function Now({ isIll }: { readonly isIll: boolean }): JSX.Element {
  return (
    <div class="notice warning receipt-now">
      <p>
        <b>{say("现在请这样做：", "What to do now:")}</b>
      </p>
      <ol>
        <li>{say("马上打电话告诉社区（居委会）。", "Phone your community (neighbourhood committee) at once.")}</li>
        <li>{say("待在家里，不外出，和家人分开住。", "Stay at home, in a room of your own.")}</li>
        {isIll ? (
          <li>
            {say(
              "听社区安排去看病，戴好口罩，不坐公共交通。呼吸困难或病情重，马上打 120。",
              "The community arranges the doctor. Wear a mask and take no public transport. If breathing is hard, call 120 at once.",
            )}
          </li>
        ) : (
          <li>
            {say(
              "每天量体温。发热或不舒服，马上再告诉社区。",
              "Take your temperature every day. With a fever or any symptom, phone the community again.",
            )}
          </li>
        )}
      </ol>
    </div>
  );
}

const GOOD = new Set(["none", "green", "grey"]);

/** The colour after this declaration, unless it is good news or unknown. */
function Colour({ person }: { readonly person: Person }): JSX.Element | null {
  const explanation = valueOf(useOnce("GET /api/v1/people/:person/colour", { person: person.id }));
  if (explanation === null || GOOD.has(explanation.colour)) return null;
  const { colour, reason, ends, ask } = explanation;
  return (
    <div class="notice warning receipt-now" role="status">
      <p>
        {say("健康码现在是", "The code is now ")}
        <ColourMark colour={colour} />
      </p>
      <p>{say(`原因：${reason.zh}`, `Reason: ${reason.en}`)}</p>
      {ends !== null && <p>{say("如何结束：", "How it ends: ") + saySentence(ends)}</p>}
      {ask !== null && <p>{say("向谁咨询：", "Whom to ask: ") + saySentence(ask)}</p>}
    </div>
  );
}
