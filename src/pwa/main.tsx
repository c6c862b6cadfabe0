/** Entry of the PWA: chooses between login and the screens, and starts the background work. */
import "./app/floor.ts";
import { type JSX, render } from "preact";
import { Boundary, FailureNotice, hasFailed, watchFailures } from "./app/failure.tsx";
import { storageTrouble } from "./app/local-store.ts";
import { followLinks, useLocation } from "./app/location.ts";
import { part, Stage } from "./app/screen.tsx";
import { IN_PLACE, screenAt, SCREENS } from "./app/screens.ts";
import { keepSwept } from "./app/sealed.ts";
import { session, startSession, wasLoggedIn } from "./app/session.ts";
import { TabBar } from "./app/tab-bar.tsx";
import { keepUpToDate } from "./app/update.tsx";
import "./app/install.tsx";
import "./app/say.ts";
import "./styles/base.css";
import "./styles/tokens.css";

const Login = part(IN_PLACE.login.load);
const Unreachable = part(IN_PLACE.unreachable.load);
const StorageNotice = part(IN_PLACE.storageNotice.load);

const FETCH_AHEAD_MS = 4_000;

function App(): JSX.Element | null {
  const now = session.value;
  const { path } = useLocation();
  if (now.state === "starting") return null;
  if (now.state === "unreachable") return <Unreachable problem={now.problem} />;
  const screen = screenAt(path);
  if (now.state === "out")
    return (
      <>
        <AppNotices />
        {screen.isOpen ? <Stage screen={screen} /> : <Login />}
      </>
    );
  // The code comes first: nothing moves it down.
  const hasCode = screen.path === "/";
  return (
    <>
      {!hasCode && <AppNotices />}
      <Stage screen={screen} />
      {hasCode && <AppNotices />}
      <TabBar />
    </>
  );
}

/** What concerns the whole app: its own failures, and a browser that keeps nothing. */
function AppNotices(): JSX.Element | null {
  if (!hasFailed.value && storageTrouble.value === null) return null;
  return (
    <div class="app-notices">
      <FailureNotice />
      {storageTrouble.value !== null && <StorageNotice />}
    </div>
  );
}

/** Loads the files of the screens that are marked `second-visit`, so that they open without a network. The first visit stays small. */
function fetchAhead(): void {
  for (const { load, offline } of SCREENS) if (offline === "second-visit") void load().catch(() => undefined);
}

watchFailures();
followLinks();
const root = document.getElementById("app");
if (root !== null)
  render(
    <Boundary>
      <App />
    </Boundary>,
    root,
  );
// After an earlier login: loads the file of the code screen in parallel with the request for the account.
if (wasLoggedIn())
  void screenAt("/")
    .load()
    .catch(() => undefined);
startSession();
keepSwept();
void keepUpToDate();
if (navigator.serviceWorker?.controller) setTimeout(fetchAhead, FETCH_AHEAD_MS);
