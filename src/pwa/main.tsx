/** Entry of the PWA: decides between login and the screens, and starts what runs beside them. */
import { type JSX, render } from "preact";
import { followLinks, useLocation } from "./app/location.ts";
import { part, screen, Stage } from "./app/screen.tsx";
import { session, startSession, wasLoggedIn } from "./app/session.ts";
import { TabBar } from "./app/tab-bar.tsx";
import { keepUpToDate } from "./app/update.tsx";
import "./app/say.ts";
import "./styles/base.css";
import "./styles/tokens.css";

const Login = part(() => import("./resident/login/login.tsx"));
const Unreachable = part(() => import("./app/unreachable.tsx"));

const CODE = screen(() => import("./resident/code/code-screen.tsx"));
const DECLARE = screen(() => import("./resident/declare/declare.tsx"));
const FAMILY = screen(() => import("./resident/family/family.tsx"));
const ADD_PERSON = screen(() => import("./resident/family/add-person.tsx"));
const HISTORY = screen(() => import("./resident/history.tsx"));
const DETAIL = screen(() => import("./resident/history-detail.tsx"));
const LOOKS = screen(() => import("./resident/looks.tsx"));
const DECISIONS = screen(() => import("./resident/decisions.tsx"));
const APPEALS = screen(() => import("./resident/appeals/appeals.tsx"));
const CHECK_IN = screen(() => import("./resident/check-in/check-in.tsx"));
const ME = screen(() => import("./resident/me.tsx"));
const WORKBENCH = screen(() => import("./community/workbench.tsx"));
const ADMIN = screen(() => import("./admin/admin.tsx"));

const FETCH_AHEAD_MS = 4_000;

/** The first that fits; what nobody knows is the code. */
const PLACES = [
  [/^\/declare$/, DECLARE],
  [/^\/family$/, FAMILY],
  [/^\/family\/add$/, ADD_PERSON],
  [/^\/history$/, HISTORY],
  [/^\/history\/[\w-]+\/\d+$/, DETAIL],
  [/^\/looks$/, LOOKS],
  [/^\/decisions$/, DECISIONS],
  [/^\/appeals$/, APPEALS],
  [/^\/check-in$/, CHECK_IN],
  [/^\/me$/, ME],
  [/^\/workbench(?:\/|$)/, WORKBENCH],
  [/^\/admin(?:\/|$)/, ADMIN],
] as const;

function App(): JSX.Element | null {
  const now = session.value;
  const { path } = useLocation();
  if (now.state === "starting") return null;
  if (now.state === "unreachable") return <Unreachable problem={now.problem} />;
  if (now.state === "out") return <Login />;
  const [, wanted] = PLACES.find(([place]) => place.test(path)) ?? [null, CODE];
  return (
    <>
      <Stage screen={wanted} />
      <TabBar />
    </>
  );
}

/** From the second visit on the tabs are fetched ahead, so that they open without a network too. The first visit stays small. */
function fetchAhead(): void {
  for (const { load } of [DECLARE, FAMILY, ME, HISTORY]) void load().catch(() => undefined);
}

followLinks();
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
// Beside the look at who is logged in, not after it.
if (wasLoggedIn()) void CODE.load().catch(() => undefined);
void startSession();
void keepUpToDate();
if (navigator.serviceWorker?.controller) setTimeout(fetchAhead, FETCH_AHEAD_MS);
