/** The collectors of a community by phone number, for its administrator; removed by a swipe to the right or by a button. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Collector, Collectors as CollectorList, Workbench } from "../../contract/community.ts";
import { get, remove } from "../api.ts";
import type { Answer } from "../api.ts";
import { say, saySentence } from "../say.ts";
import { refresh } from "../session.ts";
import { askAgain, minding, pathOf } from "./community.ts";
import { Notes } from "./notes.tsx";
import { Pages } from "./pages.tsx";
import { addressOf } from "./route.ts";
import { phoneWords } from "./phone-words.ts";
import { PostBar } from "./post-bar.tsx";
import { Question } from "./sheet.tsx";
import { SwipeRow } from "./swipe-row.tsx";

export function Collectors(props: { readonly workbench: Workbench }): JSX.Element {
  const { workbench } = props;
  const { division } = workbench;
  const [answer, setAnswer] = useState<Answer<CollectorList> | null>(null);
  const [leaving, setLeaving] = useState<Collector | null>(null);

  async function load(): Promise<void> {
    setAnswer(await minding(division, get<CollectorList>(`${pathOf(division)}/collectors`)));
  }
  useEffect(() => void load(), [division]);

  async function removeCollector(collector: Collector): Promise<ComponentChildren | null> {
    const removed = await minding(division, remove<null>(`${pathOf(division)}/collectors/${collector.id}`));
    if (!removed.ok) return saySentence(removed.refusal.sentence);
    setLeaving(null);
    // Whoever removes themselves loses the gate at once.
    await Promise.all([load(), askAgain(division), refresh()]);
    return null;
  }

  return (
    <main class="screen">
      <h1 class="hidden-words">{say("采集员", "Collectors")}</h1>
      <PostBar workbench={workbench} />
      <Pages workbench={workbench} page="collectors" />
      <Notes />
      <List answer={answer} workbench={workbench} onRetry={() => void load()} onLeave={setLeaving} />
      <a class="button at-foot" href={addressOf(division, "collectors/add")}>
        {say("扫码添加采集员", "Add a collector by scanning")}
      </a>
      {leaving !== null && (
        <Question
          key={leaving.id}
          title={say(`移除采集员 ${phoneWords(leaving.phone)}？`, `Remove collector ${phoneWords(leaving.phone)}?`)}
          yes={say("移除", "Remove")}
          onNo={() => setLeaving(null)}
          onYes={() => removeCollector(leaving)}
        >
          {say(`${leaving.maskedName} 将立即不能登记通行。`, `${leaving.maskedName} can register no passes from this moment.`)}
        </Question>
      )}
    </main>
  );
}

interface ListProps {
  readonly answer: Answer<CollectorList> | null;
  readonly workbench: Workbench;
  readonly onRetry: () => void;
  readonly onLeave: (collector: Collector) => void;
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
        <p>{say("扫描对方的健康码就能添加。", "Scan a person's health code to add them.")}</p>
      </div>
    );
  const sorted = collectors.toSorted((one, other) => one.phone.localeCompare(other.phone));
  return (
    <>
      <p class="quiet">{say("右滑或点“移除”可移除。", "Swipe right, or touch Remove.")}</p>
      <ul class="entries">
        {sorted.map((collector) => (
          <li key={collector.id}>
            <SwipeRow word={say("移除", "Remove")} onSwiped={() => props.onLeave(collector)}>
              <div>
                <b>{phoneWords(collector.phone)}</b>
                <small>
                  {collector.maskedName} · {postOf(workbench, collector)}
                </small>
              </div>
              <button
                class="text-button danger"
                type="button"
                aria-label={say(`移除 ${collector.phone}`, `Remove ${collector.phone}`)}
                onClick={() => props.onLeave(collector)}
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
  return point === undefined ? say("不在岗", "at no point") : say(`在 ${point.name}`, `at ${point.name}`);
}
