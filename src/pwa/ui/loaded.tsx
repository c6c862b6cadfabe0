/** What a page shows of the server's: asked when it opens and every 20 s, with its states of waiting, failing and being forbidden. */
import type { ComponentChildren, JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { get } from "../app/api.ts";
import { ProblemNotice } from "./problem-notice.tsx";
import { say, saySentence } from "../app/say.ts";
import { whileVisible } from "./while-visible.ts";
import { refresh } from "../app/session.ts";

const REFRESH_MS = 20_000;

type Loaded<T> =
  | { readonly state: "loading" }
  /** `problem` is why nothing newer came. */
  | { readonly state: "ready"; readonly value: T; readonly problem: Problem | null }
  | { readonly state: "failed"; readonly problem: Problem };

export interface Source<T> {
  readonly loaded: Loaded<T>;
  readonly reload: () => Promise<void>;
}

/** Asks for `path`, again while the page is looked at. */
export function useLoaded<T>(path: string): Source<T> {
  const [kept, keep] = useState<{ readonly path: string; readonly loaded: Loaded<T> }>({ path, loaded: { state: "loading" } });
  const wanted = useRef(path);
  wanted.current = path;

  const reload = useCallback(async () => {
    const answer = await get<T>(path);
    // Another page was opened while this was on its way.
    if (wanted.current !== path) return;
    if (answer.ok) return keep({ path, loaded: { state: "ready", value: answer.value, problem: null } });
    const problem = answer.refusal;
    if (problem.status === 403 || problem.status === 401) void refresh();
    keep((before) => {
      const stands = before.path === path && before.loaded.state === "ready" && problem.status !== 403;
      return { path, loaded: stands ? { ...before.loaded, problem } : { state: "failed", problem } };
    });
  }, [path]);

  useEffect(() => {
    void reload();
    return whileVisible(REFRESH_MS, () => void reload());
  }, [reload]);
  return { loaded: kept.path === path ? kept.loaded : { state: "loading" }, reload };
}

/** The value where it is there: for what a page does as well without. */
export function valueOf<T>({ loaded }: Source<T>): T | null {
  return loaded.state === "ready" ? loaded.value : null;
}

interface ShownProps<T> {
  readonly source: Source<T>;
  readonly children: (value: T) => ComponentChildren;
}

/** The value as its page draws it, or what stands in its place. */
export function Shown<T>({ source, children }: ShownProps<T>): JSX.Element {
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
  const forbidden = problem.status === 403 || problem.code === "division_unknown";
  return (
    <div class="admin-card admin-empty" role="alert">
      <h2>{titleOf(problem, forbidden)}</h2>
      <p>{saySentence(problem.sentence)}</p>
      {forbidden && (
        <a class="button second" href="/admin?choose">
          {say("换一个区划", "Another division")}
        </a>
      )}
      {!forbidden && cannotBeAsked(problem) && (
        <a class="button second" href={location.pathname}>
          {say("去掉全部条件", "Without any conditions")}
        </a>
      )}
      {!forbidden && !cannotBeAsked(problem) && (
        <button class="button second" type="button" onClick={props.onRetry}>
          {say("再试一次", "Try again")}
        </button>
      )}
    </div>
  );
}

/** An address that somebody cut short or made up, or of what is gone: asked again it fails again. */
function cannotBeAsked({ status }: Problem): boolean {
  return status === 400 || status === 422 || (status === 404 && location.search !== "");
}

function titleOf(problem: Problem, forbidden: boolean): string {
  if (forbidden) return say("这里不归您管理", "This is not yours to manage");
  return cannotBeAsked(problem)
    ? say("不能这样查询", "This cannot be asked for")
    : say("暂时读不到", "This cannot be read just now");
}
