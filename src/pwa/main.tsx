/** Entry of the PWA: chooses between login and the screens, and starts the background work. */
import "./app/floor.ts";
import { type JSX, render } from "preact";
import { followLinks, useLocation } from "./app/location.ts";
import { part, Stage } from "./app/screen.tsx";
import { IN_PLACE, screenAt, SCREENS } from "./app/screens.ts";
import { session, startSession, wasLoggedIn } from "./app/session.ts";
import { TabBar } from "./app/tab-bar.tsx";
import { keepUpToDate } from "./app/update.tsx";
import "./app/install.tsx";
import "./app/say.ts";
import "./styles/base.css";
import "./styles/tokens.css";

const Login = part(IN_PLACE.login.load);
const Unreachable = part(IN_PLACE.unreachable.load);

const FETCH_AHEAD_MS = 4_000;

function App(): JSX.Element | null {
  const now = session.value;
  const { path } = useLocation();
  if (now.state === "starting") return null;
  if (now.state === "unreachable") return <Unreachable problem={now.problem} />;
  if (now.state === "out") return <Login />;
  return (
    <>
      <Stage screen={screenAt(path)} />
      <TabBar />
    </>
  );
}

/** Loads the files of the screens that are marked `second-visit`, so that they open without a network. The first visit stays small. */
function fetchAhead(): void {
  for (const { load, offline } of SCREENS) if (offline === "second-visit") void load().catch(() => undefined);
}

followLinks();
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
// After an earlier login: loads the file of the code screen in parallel with the request for the account.
if (wasLoggedIn())
  void screenAt("/")
    .load()
    .catch(() => undefined);
void startSession();
void keepUpToDate();
if (navigator.serviceWorker?.controller) setTimeout(fetchAhead, FETCH_AHEAD_MS);
