/** The collectors of a community on the phone, for its administrator: the list, and a swipe to the right or a button that removes one at once, with undo. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Collector, Collectors as CollectorList } from "../../../contract/collector.ts";
import type { Workbench } from "../../../contract/community.ts";
import type { Problem } from "../../../contract/problem.ts";
import { type Answer, ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { refresh } from "../../app/session.ts";
import { Notes } from "../../gate/pass-notes.tsx";
import { OfficeProof } from "../../ui/proof/proof-mark.tsx";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { PostBar } from "../../gate/post-bar.tsx";
import { askAgain, checkRight } from "../community.ts";
import { Pages } from "../pages.tsx";
import { useRemoval } from "../removal.tsx";
import { addressOf, type PageProps } from "../route.ts";

export default function Collectors(props: PageProps): JSX.Element {
  const { workbench } = props;
  const { division } = workbench;
  const [answer, setAnswer] = useState<Answer<CollectorList> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function load(): Promise<void> {
    setAnswer(await checkRight(division, ask("GET /api/v1/communities/:division/collectors", { division })));
  }
  useEffect(() => void load(), [division]);

  // Reloads the account too: administrators who remove themselves as collectors lose the gate at once.
  async function reload(): Promise<void> {
    await Promise.all([load(), askAgain(division), refresh()]);
  }

  const removal = useRemoval<Collector>({
    remove: ({ id }) => checkRight(division, ask("DELETE /api/v1/communities/:division/collectors/:id", { division, id })),
    restore: ({ id }) =>
      checkRight(division, ask("POST /api/v1/communities/:division/collectors/:id/restoration", { division, id })),
    reload,
  });

  async function removeCollector(collector: Collector): Promise<void> {
    const refusal = await removal.remove(collector);
    setProblem(refusal);
    if (refusal === null) return;
    removal.putAway();
    await reload();
  }

  return (
    <main class="screen">
      <h1 class="hidden-words">{say("采集员", "Collectors")}</h1>
      <PostBar workbench={workbench} />
      <Pages workbench={workbench} page="collectors" />
      <Notes />
      {removal.notice(({ phone, maskedName }) =>
        say(
          `已移除 ${phoneWords(phone)}（${maskedName}），立即不能登记。`,
          `${phoneWords(phone)} (${maskedName}) was removed and can no longer register passes.`,
        ),
      )}
      {problem !== null && (
        <p class="notice wrong" role="alert">
          {saySentence(problem.sentence)}
        </p>
      )}
      <List answer={answer} workbench={workbench} onRetry={() => void load()} onRemove={(one) => void removeCollector(one)} />
      <div class="button-row at-foot">
        <a class="button second" href={addressOf(division, "collectors/phone")}>
          {say("手机号添加", "By phone")}
        </a>
        <a class="button" href={addressOf(division, "collectors/add")}>
          {say("扫码添加", "By scanning")}
        </a>
      </div>
    </main>
  );
}

interface ListProps {
  readonly answer: Answer<CollectorList> | null;
  readonly workbench: Workbench;
  readonly onRetry: () => void;
  readonly onRemove: (collector: Collector) => void;
}

function List(props: ListProps): JSX.Element {
  const { answer, workbench } = props;
  if (answer === null) return <div class="skeleton" aria-busy="true" />;
  if (!answer.ok)
    return (
      <div class="stack">
        <p class="notice wrong" role="alert">
          {saySentence(answer.refusal.sentence)}
        </p>
        <button class="button second" type="button" onClick={props.onRetry}>
          {say("再试一次", "Try again")}
        </button>
      </div>
    );
  const { collectors } = answer.value;
  if (collectors.length === 0)
    return (
      <div class="nothing">
        <b>{say("还没有采集员", "No collector yet")}</b>
        <p>
          {say(
            "扫描对方的健康码，或者输入对方登录用的手机号。",
            "Scan the person's health code, or enter the phone number that the person uses to log in.",
          )}
        </p>
      </div>
    );
  const sorted = collectors.toSorted((one, other) => one.phone.localeCompare(other.phone));
  return (
    <>
      <p class="quiet">{say("向右滑动，或点“移除”。", "Swipe right, or touch Remove.")}</p>
      <ul class="entries">
        {sorted.map((collector) => (
          <li key={collector.id}>
            <SwipeRow word={say("移除", "Remove")} onSwipe={() => props.onRemove(collector)}>
              <div>
                <b>{phoneWords(collector.phone)}</b>
                <small>
                  {collector.maskedName} · {postOf(workbench, collector)}
                </small>
                <OfficeProof proof={collector.proof} />
              </div>
              <button
                class="text-button danger"
                type="button"
                aria-label={say(`移除 ${collector.phone}`, `Remove ${collector.phone}`)}
                onClick={() => props.onRemove(collector)}
              >
                {say("移除", "Remove")}
              </button>
            </SwipeRow>
          </li>
        ))}
      </ul>
    </>
  );
}

function postOf(workbench: Workbench, collector: Collector): string {
  const point = workbench.points.find((each) => each.id === collector.post);
  return point === undefined ? say("不在岗", "not at a point") : say(`在 ${point.name}`, `at ${point.name}`);
}

/** The shortest sideways movement that is a swipe: an inexact scroll stays below it. */
const SWIPE_PIXELS = 96;

interface Props {
  /** The name of the swipe's action, displayed during the swipe. Screen readers ignore it: the row has a button for the same action. */
  readonly word: string;
  readonly onSwipe: () => void;
  readonly children: ComponentChildren;
}

export function SwipeRow(props: Props): JSX.Element {
  const from = useRef<number | null>(null);
  const [offset, setOffset] = useState(0);

  function end(): void {
    from.current = null;
    if (offset >= SWIPE_PIXELS) props.onSwipe();
    setOffset(0);
  }

  return (
    <div class={`swiped ${offset > 0 ? "moving" : ""}`}>
      {offset > 0 && (
        <span class="under" aria-hidden="true">
          {props.word}
        </span>
      )}
      <div
        class={`entry ${offset === 0 ? "let-go" : ""}`}
        style={{ transform: offset === 0 ? "none" : `translateX(${offset}px)` }}
        onPointerDown={(event) => {
          if (event.isPrimary && event.pointerType !== "mouse") from.current = event.clientX;
        }}
        onPointerMove={(event) => {
          if (from.current !== null) setOffset(Math.max(0, event.clientX - from.current - 8));
        }}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = null;
          setOffset(0);
        }}
      >
        {props.children}
      </div>
    </div>
  );
}
