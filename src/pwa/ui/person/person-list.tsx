/** A phone screen about one person's records: the person, and a list that loads once, with pages of earlier entries. */
import { type ComponentChildren, Fragment, type JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import type { Api } from "../../../contract/document/operations.ts";
import { call, type Names, urlOf } from "../../app/api.ts";
import { problemIn } from "../../app/loaded.ts";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { Bar } from "../bar.tsx";
import { type Reading, type Source, useOnce, valueOf } from "../loaded.tsx";
import { EndingNotice, isClosed } from "./ending-notice.tsx";
import { PersonHead } from "./person-head.tsx";
import { ProblemNotice } from "../problem-notice.tsx";

interface PersonScreenProps {
  /** The address of the tab to which the way back leads. */
  readonly back: "/" | "/me";
  readonly title: string;
  readonly detail?: string;
  /** Also for a manager who may not read the person's records (`isClosed`). The content itself tells a person why their own phone may not. */
  readonly forEveryManager?: boolean;
  /** The content for the chosen person. Its state is not kept when another person is chosen. */
  readonly children: (person: Person) => ComponentChildren;
}

export function PersonScreen({ back, title, detail, forEveryManager = false, children }: PersonScreenProps): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={back === "/me" ? say("我的", "Me") : say("健康码", "Code")} back={back} />
      <h1>{title}</h1>
      {detail !== undefined && <p class="quiet">{detail}</p>}
      {person === undefined ? (
        <p class="notice">
          {say("还没有登记的人。", "Nobody is registered yet.")} <a href="/family">{say("去登记", "Register")}</a>
        </p>
      ) : (
        <>
          <PersonHead person={person} />
          {!(forEveryManager && person.relation === "self") && <EndingNotice person={person} />}
          {(forEveryManager || !isClosed(person)) && <Fragment key={person.id}>{children(person)}</Fragment>}
        </>
      )}
    </main>
  );
}

/** The line that a value is loading, or the problem that it could not be loaded; nothing for the newest value. */
export function Wait<T>({ source }: { readonly source: Source<T> }): JSX.Element {
  return <WaitLines isWaiting={source.loaded.state === "loading"} problem={problemIn(source.loaded)} onRetry={source.reload} />;
}

interface WaitLinesProps {
  readonly isWaiting: boolean;
  readonly problem: Problem | null;
  readonly onRetry: () => Promise<void>;
}

function WaitLines({ isWaiting, problem, onRetry }: WaitLinesProps): JSX.Element {
  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void onRetry()} />}
      {isWaiting && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
    </>
  );
}

/** One page of a list, newest entry first. */
export interface Page<K extends Reading, Entry> {
  readonly entries: readonly Entry[];
  /** The parameters of the request for the next page, which has earlier entries; null on the last page. */
  readonly next: Partial<Names<K>> | null;
}

export interface List<T, Entry> {
  /** The answer with the last loaded page; null before the first. */
  readonly last: T | null;
  /** Null until the first page has arrived. */
  readonly entries: readonly Entry[] | null;
  readonly problem: Problem | null;
  readonly retry: () => Promise<void>;
  /** Loads the page with earlier entries; null where there are none. */
  readonly more: (() => Promise<void>) | null;
}

interface Earlier<T> {
  /** The answer with the first page, which these pages continue. */
  readonly first: T | null;
  readonly pages: readonly T[];
  readonly problem: Problem | null;
}

/** Loads a list from a GET operation, page by page. A change of `asOf` loads it again from the first page. */
export function useList<K extends Reading, Entry>(
  key: K,
  names: Names<K>,
  pageOf: (answer: Api[K]["answer"]) => Page<K, Entry>,
  asOf?: unknown,
): List<Api[K]["answer"], Entry> {
  type T = Api[K]["answer"];
  const source = useOnce(key, names, asOf);
  const first = valueOf(source);
  const [state, setState] = useState<Earlier<T>>({ first: null, pages: [], problem: null });
  const earlier = state.first === first ? state : { first, pages: [], problem: null };
  const pages = first === null ? [] : [first, ...earlier.pages].map(pageOf);
  const next = pages.at(-1)?.next ?? null;

  async function more(): Promise<void> {
    const answer = await call<T>("GET", urlOf(key, { ...names, ...next }));
    const add = answer.ok ? [answer.value] : [];
    const problem = answer.ok ? null : answer.refusal;
    // Two touches may request the same page twice. Only the first answer is used: the state has changed when the second arrives.
    setState((before) => (before === state ? { first, pages: [...earlier.pages, ...add], problem } : before));
  }

  return {
    last: earlier.pages.at(-1) ?? first,
    entries: first === null ? null : pages.flatMap(({ entries }) => entries),
    problem: earlier.problem ?? problemIn(source.loaded),
    retry: earlier.problem === null ? source.reload : more,
    more: next === null ? null : more,
  };
}

interface PersonListProps<Entry> {
  readonly list: List<unknown, Entry>;
  /** The text of an empty list. */
  readonly empty: string;
  /** The word on the button for earlier entries. */
  readonly moreWord?: string;
  readonly children: (entry: Entry, index: number) => JSX.Element;
}

export function PersonList<Entry>({ list, empty, moreWord, children }: PersonListProps<Entry>): JSX.Element {
  const { entries, problem, more } = list;
  return (
    <>
      <WaitLines isWaiting={entries === null && problem === null} problem={problem} onRetry={list.retry} />
      {entries?.length === 0 && <p class="notice">{empty}</p>}
      <ol class="stack">{entries?.map(children)}</ol>
      {more !== null && (
        <button class="button second" type="button" onClick={() => void more()}>
          {moreWord}
        </button>
      )}
    </>
  );
}
