/** The tabs at the foot of the main screens. The tab of the workbench appears when the account has a role in a street or community (product.md §4). */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useLocation } from "./location.ts";
import { say } from "./say.ts";
import { screenAt, type Tab as TabAddress } from "./screens.ts";
import { asksToKeep, grants, isReplaced, me } from "./session.ts";
import { CodeIcon, FamilyIcon, FormIcon, MeIcon, WorkbenchIcon } from "../ui/icons.tsx";

const hiddenBy = signal(0);

/** Hides the tab bar while the calling screen is open and `whole` is true: for forms, verdicts and the workbench on the PC. */
export function useWholeScreen(whole = true): void {
  useLayoutEffect(() => {
    const share = whole ? 1 : 0;
    hiddenBy.value += share;
    return () => {
      hiddenBy.value -= share;
    };
  }, [whole]);
}

interface TabProps {
  readonly href: TabAddress;
  readonly icon: JSX.Element;
  readonly word: string;
  readonly mark?: boolean;
}

function Tab(props: TabProps): JSX.Element {
  const here = screenAt(useLocation().path).tab === props.href;
  return (
    <a class="tab" href={props.href} aria-current={here ? "page" : undefined}>
      {props.icon}
      <span>{props.word}</span>
      {props.mark === true && <span class="tab-mark">{say("有待办", "needs an answer")}</span>}
    </a>
  );
}

export function TabBar(): JSX.Element | null {
  if (hiddenBy.value > 0) return null;
  const people = me.value?.people;
  return (
    <nav class="tab-bar" aria-label={say("主导航", "Main")}>
      <Tab href="/" icon={<CodeIcon />} word={say("健康码", "Code")} />
      <Tab
        href="/declare"
        icon={<FormIcon />}
        word={say("申报", "Declare")}
        mark={people?.some((person) => person.redeclaration) === true}
      />
      <Tab
        href="/family"
        icon={<FamilyIcon />}
        word={say("家人", "Family")}
        mark={people?.some((person) => person.claims.length > 0) === true}
      />
      {grants.value.length > 0 && <Tab href="/workbench" icon={<WorkbenchIcon />} word={say("工作台", "Workbench")} />}
      <Tab
        href="/me"
        icon={<MeIcon />}
        word={say("我的", "Me")}
        mark={people?.some((person) => isReplaced(person) || asksToKeep(person)) === true}
      />
    </nav>
  );
}
