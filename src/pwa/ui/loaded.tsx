/** A value from the server on a screen: loaded when the screen opens, repeated while the page is visible, with the states loading, failed and forbidden. */
import type { ComponentChildren, JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { Api } from "../../contract/document/operations.ts";
import { call, type Names, urlOf } from "../app/api.ts";
import { afterAnswer, type Loaded, LOADING, valueIn } from "../app/loaded.ts";
import { say, saySentence } from "../app/say.ts";
import { refresh } from "../app/session.ts";
import { ClosedOffices } from "./proof/closed-offices.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { whileVisible } from "./while-visible.ts";

const REFRESH_MS = 20_000;

export interface Source<T> {
  readonly loaded: Loaded<T>;
  readonly reload: () => Promise<void>;
}

interface Rhythm {
  /** The interval of the requests while the page is visible; null for a single request. */
  readonly everyMs: number | null;
  /** A change of this repeats the request. The previous value stays until the answer. */
  readonly asOf?: unknown;
}

/** An operation of the API that reads, as `GET path`. */
export type Reading = Extract<keyof Api, `GET ${string}`>;

/** Loads the answer of a GET operation and repeats the request, by default every 20 s while the page is visible. `names` fill the operation's path and query. */
export function useLoaded<K extends Reading>(
  key: K,
  names: Names<K>,
  { everyMs, asOf }: Rhythm = { everyMs: REFRESH_MS },
): Source<Api[K]["answer"]> {
  type T = Api[K]["answer"];
  const path = urlOf(key, names);
  const [entry, setEntry] = useState<{ readonly path: string; readonly loaded: Loaded<T> }>({ path, loaded: LOADING });
  const latestPath = useRef(path);
  latestPath.current = path;

  const reload = useCallback(async () => {
    const answer = await call<T>("GET", path);
    // The path changed during the request: this answer is no longer wanted.
    if (latestPath.current !== path) return;
    if (!answer.ok && (answer.refusal.status === 403 || answer.refusal.status === 401)) void refresh();
    setEntry((before) => ({ path, loaded: afterAnswer(before.path === path ? before.loaded : LOADING, answer) }));
  }, [path, asOf]);

  useEffect(() => {
    void reload();
    return everyMs === null ? undefined : whileVisible(everyMs, () => void reload());
  }, [reload, everyMs]);
  return { loaded: entry.path === path ? entry.loaded : LOADING, reload };
}

/** One request when the screen opens, and one per change of `asOf`, without repeats: for a person's records on the phone. */
export function useOnce<K extends Reading>(key: K, names: Names<K>, asOf?: unknown): Source<Api[K]["answer"]> {
  return useLoaded(key, names, { everyMs: null, asOf });
}

const PROGRESS_MS = 1000;

/** Reloads each second while the work that the value describes, such as an import, is unfinished. */
export function useProgress<T>({ loaded, reload }: Source<T>, isUnfinished: (value: T) => boolean): void {
  const goesOn = loaded.state === "ready" && isUnfinished(loaded.value);
  useEffect(() => {
    if (!goesOn) return undefined;
    const timer = setInterval(() => void reload(), PROGRESS_MS);
    return () => clearInterval(timer);
  }, [goesOn, reload]);
}

/** The loaded value; null while there is none. For parts of a page that work without it. */
export function valueOf<T>({ loaded }: Source<T>): T | null {
  return valueIn(loaded);
}

interface SourceViewProps<T> {
  readonly source: Source<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** Renders the value with `children`. Without a value it shows that the value is loading, or why it is missing. */
export function SourceView<T>({ source, children }: SourceViewProps<T>): JSX.Element {
  const { loaded, reload } = source;
  if (loaded.state === "loading")
    return (
      <div class="admin-card admin-waiting" aria-busy="true">
        <span class="hidden-words">{say("正在读取", "Loading")}</span>
      </div>
    );
  if (loaded.state === "failed") return <Failed problem={loaded.problem} onRetry={() => void reload()} />;
  return (
    <>
      {loaded.problem !== null && <ProblemNotice problem={loaded.problem} onRetry={() => void reload()} />}
      {children(loaded.value)}
    </>
  );
}

function Failed(props: { readonly problem: Problem; readonly onRetry: () => void }): JSX.Element {
  const { problem } = props;
  const isClosed = problem.code === "office_closed";
  const forbidden = (problem.status === 403 && !isClosed) || problem.code === "division_unknown";
  return (
    <div class="admin-card admin-empty" role="alert">
      <h2>{titleOf(problem, forbidden)}</h2>
      <p>{saySentence(problem.sentence)}</p>
      {(forbidden || isClosed) && <ClosedOffices />}
      {forbidden && (
        <a class="button second" href="/admin?choose">
          {say("换一个区划", "Another division")}
        </a>
      )}
      {!forbidden && isInvalidQuery(problem) && (
        <a class="button second" href={location.pathname}>
          {say("去掉全部条件", "Remove all conditions")}
        </a>
      )}
      {!forbidden && !isInvalidQuery(problem) && (
        <button class="button second" type="button" onClick={props.onRetry}>
          {say("再试一次", "Try again")}
        </button>
      )}
    </div>
  );
}

/** Whether the cause is the page's address: cut short, invented, or about a removed item. The same request would fail again. */
function isInvalidQuery({ status }: Problem): boolean {
  return status === 400 || status === 422 || (status === 404 && location.search !== "");
}

function titleOf(problem: Problem, forbidden: boolean): string {
  if (problem.code === "office_closed") return say("工作台已关闭", "The workbench has closed");
  if (forbidden) return say("这里不归您管理", "You do not manage this division");
  return isInvalidQuery(problem)
    ? say("不能这样查询", "This query is not possible")
    : say("暂时读不到", "This cannot be read at the moment");
}
