/** 检查: the examination of an applicant, by the text or the file of its application, or of a member. The server sends its first request to the region after the officer's press. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Examination } from "../../../contract/issuer/members.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { Modal } from "../../ui/modal.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import { secondOf } from "../../ui/words/moments.ts";
import "../../styles/form.css";

/** A member, or an application, whose text the officer brings. */
export type Asked = { readonly code: string; readonly name: Sentence } | { readonly application: string };

/** More than a good application has; the server refuses longer ones. */
const MAX_FILE_BYTES = 65_536;

interface ExamineProps {
  readonly asked: Asked;
  readonly onClose: () => void;
}

export function Examine({ asked, onClose }: ExamineProps): JSX.Element {
  const id = useId();
  const [text, setText] = useState("");
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [result, setResult] = useState<Examination | null>(null);
  const isMember = "code" in asked;

  async function check(): Promise<void> {
    setProblem(null);
    setResult(null);
    const body = isMember ? { code: asked.code } : { application: text.trim() };
    const answer = await ask("POST /api/v1/examinations", {}, body);
    if (answer.ok) setResult(answer.value);
    else setProblem(answer.refusal);
  }

  return (
    <Modal class="admin-dialog member-examine" labelledBy={`${id}-title`} onClose={onClose}>
      {(close) => (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void during(check);
          }}
        >
          <h2 id={`${id}-title`}>
            {isMember ? say(`检查${asked.name.zh}`, `Check ${asked.name.en}`) : say("检查申请", "Check an application")}
          </h2>
          <p>
            {say(
              "按下“检查”后，服务器才访问对方的网址，最多半分钟。检查不作决定，由两位负责人签署。",
              "Only after “Check” does the server ask the address of the region, for half a minute at most. The check decides nothing: two officers sign.",
            )}
          </p>
          {!isMember && result === null && (
            <>
              <div class="field">
                <label for={`${id}-text`}>{say("申请全文", "Text of the application")}</label>
                <textarea
                  class="input member-application"
                  id={`${id}-text`}
                  rows={4}
                  required
                  spellcheck={false}
                  value={text}
                  onInput={(event) => setText(event.currentTarget.value)}
                />
              </div>
              <div class="field">
                <label for={`${id}-file`}>{say("或选择文件", "Or choose its file")}</label>
                <input
                  id={`${id}-file`}
                  type="file"
                  onChange={async (event) => {
                    const [file] = event.currentTarget.files ?? [];
                    if (file !== undefined) setText(await file.slice(0, MAX_FILE_BYTES).text());
                  }}
                />
              </div>
            </>
          )}
          {problem !== null && <ProblemNotice problem={problem} />}
          {result !== null && <Findings result={result} />}
          <div class="button-row admin-buttons">
            <button class="button second" type="button" onClick={close}>
              {say("关闭", "Close")}
            </button>
            {result === null && (
              <button class="button" type="submit" aria-disabled={busy}>
                {busy ? say("正在检查……", "Checking…") : say("检查", "Check")}
              </button>
            )}
          </div>
        </form>
      )}
    </Modal>
  );
}

const WORDS = {
  passed: { zh: "通过", en: "Passed" },
  failed: { zh: "不通过", en: "Failed" },
  not_checked: { zh: "未检查", en: "Not checked" },
} as const;
const SIGNS = { passed: "✓", failed: "✕", not_checked: "–" } as const;

function Findings({ result: { code, name, origin, at, findings } }: { readonly result: Examination }): JSX.Element {
  const good = findings.filter(({ state }) => state === "passed").length;
  return (
    <section class="stack" aria-live="polite">
      <p class={good === findings.length ? "notice" : "notice wrong"}>
        {say(
          `${name.zh}（${code}，${origin}）：${findings.length} 项中通过 ${good} 项。${secondOf(at)}`,
          `${name.en} (${code}, ${origin}): ${good} of ${findings.length} checks passed. ${secondOf(at)}`,
        )}
      </p>
      <ol class="member-findings">
        {findings.map(({ check, state, title, sentence, detail }) => (
          <li key={check} class={`of-${state}`}>
            <span class="member-sign" aria-hidden="true">
              {SIGNS[state]}
            </span>
            <span>
              <b>{saySentence(title)}</b> <span class="hidden-words">{saySentence(WORDS[state])}</span>
              <br />
              {saySentence(sentence)}
              {detail !== null && <code class="member-detail"> {detail}</code>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
