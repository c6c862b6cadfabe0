/** The workbench on the phone: the page of a community by its address, the choice of a community, or the reason why the community cannot be displayed. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { loadOr } from "../app/failure.tsx";
import { LOADING } from "../app/loaded.ts";
import { useLocation } from "../app/location.ts";
import { say, saySentence } from "../app/say.ts";
import { part } from "../app/screen.tsx";
import { IN_PLACE } from "../app/screens.ts";
import { grants, online } from "../app/session.ts";
import Unlock from "../ui/office/unlock.tsx";
import { Chooser } from "./chooser.tsx";
import { community, openCommunity } from "./community.ts";
import { addressOf, pageFor, type PageName, type PageProps, PAGES, placeOf } from "./route.ts";
import { ClosedOffices, officeRests } from "../ui/proof/closed-offices.tsx";
import { whileVisible } from "../ui/while-visible.ts";
import "../styles/form.css";
import "./workbench.css";

const REFRESH_MS = 20_000;

export default function WorkbenchScreen(): JSX.Element {
  return (
    <>
      <Workbench />
      <Unlock />
    </>
  );
}

function Workbench(): JSX.Element | null {
  const { path, route } = useLocation();
  const { division, page } = placeOf(path);
  const isHere = path.startsWith("/workbench");
  const divisions = [...new Set(grants.value.map((grant) => grant.division))];
  const roles = grants.value
    .filter((grant) => grant.division === division)
    .map(({ role }) => role)
    .join();
  const only = divisions.length === 1 ? divisions[0] : undefined;

  useEffect(() => {
    // This screen stays until the file of the next screen is loaded, so the address may already be that of the next screen.
    if (isHere && division === null && only !== undefined) route(addressOf(only, "scan"), true);
  }, [isHere, division, only, route]);
  useEffect(() => {
    if (division === null) return undefined;
    void openCommunity(division);
    return whileVisible(REFRESH_MS, () => void openCommunity(division));
    // `roles` is here so that a changed role reloads the community at once, not at the next refresh.
  }, [division, page, roles]);
  useEffect(() => {
    // Loads the pages in advance, so that they open without a network. The gate's file loads in parallel with the community.
    for (const { role, load } of PAGES) if (roles.includes(role)) void load().catch(() => undefined);
  }, [roles]);

  const now = community.value;
  if (division === null) return only === undefined ? <Chooser /> : null;
  const loaded = now?.division === division ? now.loaded : LOADING;
  if (loaded.state === "loading") return <Loading />;
  if (loaded.state === "gone") return <Gone unregistered={loaded.unregistered} />;
  if (loaded.state === "failed")
    return (
      <main class="screen">
        <h1>{say("工作台暂时打不开", "The workbench cannot be opened at the moment")}</h1>
        <p role="alert">{saySentence(loaded.problem.sentence)}</p>
        <button class="button at-foot" type="button" onClick={() => void openCommunity(division)}>
          {say("再试一次", "Try again")}
        </button>
      </main>
    );
  const Body = BODIES.get(pageFor(loaded.value.roles, page).name);
  return (
    <>
      {(loaded.problem !== null || !online.value) && <Stale problem={loaded.problem} />}
      {Body && <Body workbench={loaded.value} />}
    </>
  );
}

/** The component of each page. Where its file cannot be loaded, the screen of not-here.tsx takes its place. */
const BODIES: ReadonlyMap<PageName, (props: PageProps) => JSX.Element | null> = new Map(
  PAGES.map(({ name, load }) => [name, part<PageProps>(() => loadOr(load, IN_PLACE.notHere.load), Loading)]),
);

function Loading(): JSX.Element {
  return (
    <main class="screen" aria-busy="true">
      <h1 class="hidden-words">{say("正在打开工作台", "Opening the workbench")}</h1>
      <div class="skeleton" />
      <div class="skeleton" />
      <div class="skeleton" />
    </main>
  );
}

/** The line above old data that says why no newer data arrived. `problem` is null when the phone has lost the network since the last answer. */
function Stale(props: { readonly problem: Problem | null }): JSX.Element {
  const { problem } = props;
  const unreached = problem === null || problem.code === "no_network";
  return (
    <p class="offline" role="status">
      {unreached ? say("没有网络 · 显示的是上次的内容", "No network · showing earlier data") : saySentence(problem.sentence)}
    </p>
  );
}

function Gone({ unregistered }: { readonly unregistered: readonly string[] }): JSX.Element {
  const rests = officeRests();
  return (
    <main class="screen">
      <h1>{rests ? say("您的工作暂停", "Your work rests") : say("您在这里的权限已被取消", "Your right here was removed")}</h1>
      {unregistered.length > 0 && (
        <p class="notice wrong" role="alert">
          {say(
            `${unregistered.join("、")} 没有登记，请让别的采集员再扫一次。`,
            `${unregistered.join(", ")}: not registered. Another collector must scan the code again.`,
          )}
        </p>
      )}
      <ClosedOffices />
      {!rests && (
        <p role="alert">
          {say(
            "管理员取消了您在这个社区的工作权限。如有疑问请联系社区管理员。",
            "An administrator removed your right to work in this community. Ask the administrator if you have questions.",
          )}
        </p>
      )}
      <div class="button-row at-foot">
        {!rests && grants.value.length > 0 && (
          <a class="button second" href="/workbench">
            {say("其他社区", "Other communities")}
          </a>
        )}
        <a class="button" href="/">
          {say("回到健康码", "Back to my code")}
        </a>
      </div>
    </main>
  );
}
