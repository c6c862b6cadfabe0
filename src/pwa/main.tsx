/** Entry of the PWA: decides between login and the screens, and starts what runs beside them. */
import { render } from "preact";
import type { JSX } from "preact";
import { LocationProvider, Route, Router } from "preact-iso/router";
import "./styles/tokens.css";
import "./styles/base.css";
import CodeScreen from "./code/code-screen.tsx";
import { part, screen } from "./frame/screen.tsx";
import { TabBar } from "./frame/tab-bar.tsx";
import { keepUpToDate } from "./frame/update.tsx";
import { session, startSession } from "./session.ts";
import "./settings.ts";

const Login = part(() => import("./login/login.tsx"));
const Unreachable = part(() => import("./frame/unreachable.tsx"));
const Declare = screen(() => import("./declare/declare.tsx"));
const Family = screen(() => import("./family/family.tsx"));
const AddPerson = screen(() => import("./family/add-person.tsx"));
const History = screen(() => import("./history/history.tsx"));
const Detail = screen(() => import("./history/detail.tsx"));
const Me = screen(() => import("./me/me.tsx"));
const Workbench = screen(() => import("./workbench/workbench.tsx"));

function App(): JSX.Element | null {
  const now = session.value;
  if (now.state === "starting") return null;
  if (now.state === "unreachable") return <Unreachable problem={now.problem} />;
  if (now.state === "out") return <Login />;
  return (
    <LocationProvider>
      <Router>
        <Route path="/" component={CodeScreen} />
        <Route path="/declare" component={Declare} />
        <Route path="/family" component={Family} />
        <Route path="/family/add" component={AddPerson} />
        <Route path="/history" component={History} />
        <Route path="/history/:person/:n" component={Detail} />
        <Route path="/me" component={Me} />
        <Route path="/workbench/*" component={Workbench} />
        <Route default component={CodeScreen} />
      </Router>
      <TabBar />
    </LocationProvider>
  );
}

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
void startSession();
void keepUpToDate();
