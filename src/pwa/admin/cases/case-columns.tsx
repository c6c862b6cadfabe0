/** The columns of the tables of waiting and of decided cases. */
import type { ComponentChildren, JSX } from "preact";
import type { WaitingCase } from "../../../contract/custody/case.ts";
import { CASE_WORDS } from "../../../domain/custody/case.ts";
import { say, saySentence } from "../../app/say.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { ProofMark } from "../../ui/proof/proof-mark.tsx";
import type { Column } from "../../ui/table.tsx";
import { loginWords } from "./decide-case.tsx";

/** A cell with a first line and more lines below it. */
function Lines({ head, children }: { readonly head: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="case-lines">
      <b>{head}</b>
      {children}
    </div>
  );
}

const whoColumn = (): Column<WaitingCase> => ({
  key: "name",
  word: say("为谁", "Person"),
  value: ({ maskedName }) => maskedName,
  show: ({ maskedName, maskedDocument, state, proof, frozen }) => (
    <Lines head={maskedName}>
      <span class="quiet">{maskedDocument}</span>
      {state === "waiting" && <ProofMark proof={proof} />}
      {frozen && (
        <span class="case-warning">
          {say("两部手机都说是本人，核验暂停", "Two phones claim to be this person’s: the proof rests")}
        </span>
      )}
    </Lines>
  ),
});

const kindColumn = (): Column<WaitingCase> => ({
  key: "kind",
  word: say("情况", "Case"),
  value: ({ kind }) => saySentence(CASE_WORDS[kind]),
  show: ({ kind, reason }) => (
    <Lines head={saySentence(CASE_WORDS[kind])}>
      <span class="quiet">{reason}</span>
    </Lines>
  ),
});

/** The managers of the person in a waiting case, and the managers who lose the person. */
export const waitingColumns = (): readonly Column<WaitingCase>[] => [
  whoColumn(),
  kindColumn(),
  {
    key: "now",
    word: say("现在由谁管理", "Who manages now"),
    value: ({ managers }) => managers.length,
    show: ({ managers }) =>
      managers.length === 0 ? (
        say("没有人", "Nobody")
      ) : (
        <ul class="case-lines">
          {managers.map((login, index) => (
            <li key={`${index} ${login.maskedPhone}`}>
              {loginWords(login)}
              {login.proved && say("· 已核验", " · proved")}
              {login.loses && <b class="case-warning"> {say("将失去", "will lose them")}</b>}
            </li>
          ))}
        </ul>
      ),
  },
  { key: "then", word: say("同意后由谁管理", "Who will manage"), value: loginWords },
  {
    key: "at",
    word: say("开立", "Opened"),
    value: ({ at }) => at,
    show: ({ at, openedBy, openedByMe }) => (
      <Lines head={openedByMe ? say("您已开立，等另一位管理员", "You. Another administrator must agree") : openedBy}>
        <span class="quiet">{minuteOf(at)}</span>
      </Lines>
    ),
  },
];

export const decidedColumns = (): readonly Column<WaitingCase>[] => [
  whoColumn(),
  kindColumn(),
  { key: "then", word: say("由谁管理", "Who was to manage"), value: loginWords },
  {
    key: "state",
    word: say("结果", "Result"),
    value: ({ state }) => stateWords(state),
    show: ({ state, openedBy, decidedBy }) => (
      <Lines head={stateWords(state)}>
        <span class="quiet">
          {say(`${openedBy} 开立`, `opened by ${openedBy}`)}
          {state !== "withdrawn" && say(` · ${decidedBy} 核对`, ` · checked by ${decidedBy}`)}
        </span>
      </Lines>
    ),
  },
  {
    key: "decided",
    word: say("办结时间", "Decided"),
    value: ({ decidedAt }) => decidedAt ?? "",
    show: ({ decidedAt }) => decidedAt !== null && minuteOf(decidedAt),
  },
];

function stateWords(state: WaitingCase["state"]): string {
  return {
    waiting: say("待核对", "Waiting"),
    agreed: say("已同意", "Agreed"),
    refused: say("未同意", "Not agreed"),
    withdrawn: say("已撤回", "Withdrawn"),
  }[state];
}
