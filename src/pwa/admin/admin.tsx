/** The workbench on the PC: the menu of a division on the left, the page beside it. Only its users download it. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { loadOr } from "../app/failure.tsx";
import { useLocation } from "../app/location.ts";
import { part } from "../app/screen.tsx";
import { IN_PLACE } from "../app/screens.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { UpdateOffer } from "../app/update.tsx";
import { say, saySentence, type Sentence } from "../app/say.ts";
import { me, online } from "../app/session.ts";
import Unlock from "../ui/office/unlock.tsx";
import { Chooser } from "./chooser.tsx";
import { MenuCount } from "./menu-counts.tsx";
import { type Names, offices, useNames } from "./offices.ts";
import { type AdminPage, type PageName, type PageProps, PAGES, pagesOf } from "./pages.ts";
import { addressOf, type Place, placeOf } from "./route.ts";
import "./admin.css";
import "./applications.css";
import "./filters.css";
import "./places.css";
import "./table.css";
import "./track.css";

export default function AdminScreen(): JSX.Element | null {
  const { path, query, route } = useLocation();
  const place = placeOf(path, me.value?.issuer.code ?? "");
  const only = offices.value.length === 1 ? offices.value[0]?.division : undefined;
  // This screen stays until the file of the next screen is loaded, so the address may already be that of the next screen.
  const isHere = path.startsWith("/admin");
  const goesOn = isHere && place === null && only !== undefined && !query.has("choose") && !query.has("below");
  useWholeScreen();
  useEffect(() => {
    if (goesOn) route(addressOf(only), true);
  }, [goesOn, only, route]);
  if (goesOn) return null;
  return (
    <>
      {place === null ? <Chooser /> : <Office {...place} />}
      <Unlock />
    </>
  );
}

const FETCH_AHEAD_MS = 2_000;

/** The component of each page. Where its file cannot be loaded, the text of not-here.tsx takes its place. */
const BODIES: ReadonlyMap<PageName, (props: PageProps) => JSX.Element | null> = new Map(
  PAGES.map(({ name, word, load }) => [name, part<PageProps>(() => loadOr(load, pageNotHere), placeholder(word))]),
);

async function pageNotHere(): Promise<{ readonly default: () => JSX.Element }> {
  return { default: (await IN_PLACE.notHere.load()).PageNotHere };
}

/** Displayed until the page's file is loaded; screen readers read the page's name. */
function placeholder(word: Sentence): () => JSX.Element {
  return () => (
    <div class="admin-card admin-waiting" aria-busy="true">
      <h1 class="hidden-words">{saySentence(word)}</h1>
    </div>
  );
}

function Office({ division, page }: Place): JSX.Element {
  const names = useNames(division);
  const Body = BODIES.get(page.name);
  const title = `${saySentence(page.word)} · ${names.own}`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  useEffect(() => {
    // Loads the other pages in advance, so that they open at once and without a network.
    const fetchAhead = (): void => pagesHere(division).forEach(({ load }) => void load().catch(() => undefined));
    const timer = setTimeout(fetchAhead, FETCH_AHEAD_MS);
    return () => clearTimeout(timer);
  }, [division]);
  return (
    <div class="admin">
      <Places division={division} page={page} names={names} />
      <main class="admin-page">
        {!online.value && (
          <p class="notice warning" role="status">
            {say("没有网络 · 显示的是上次的内容", "No network · showing earlier data")}
          </p>
        )}
        <UpdateOffer />
        <p class="admin-print">{[...names.above, names.own].join(" · ")}</p>
        {Body && <Body key={division} division={division} names={names} />}
      </main>
    </div>
  );
}

/** The pages of a division. The issuer's own region has more, for its officers. */
function pagesHere(division: string): readonly AdminPage[] {
  return pagesOf(division, me.value?.issuer.code ?? "");
}

function Places(props: { readonly division: string; readonly page: AdminPage; readonly names: Names }): JSX.Element {
  const { division, names } = props;
  const several = offices.value.length > 1 || offices.value.some((office) => office.division.length < 12);
  return (
    <nav class="admin-nav" aria-label={say("社区工作台", "Workbench")}>
      <p class="admin-own">{names.own}</p>
      <p class="admin-above">
        {names.above.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </p>
      {several && (
        <a class="admin-change" href="/admin?choose">
          {say("换一个区划", "Another division")}
        </a>
      )}
      <ul>
        {pagesHere(division).map((page) => (
          <li key={page.name}>
            <a href={addressOf(division, page.name)} aria-current={props.page === page ? "page" : undefined}>
              {saySentence(page.word)}
              {page.waiting && <MenuCount division={division} queue={page.name} word={page.waiting} />}
            </a>
          </li>
        ))}
      </ul>
      <a class="admin-me" href="/me">
        {say("我的", "Me")}
        <span>
          {offices.value.length === 0 ? say("账号", "Account") : say("管理员", "Administrator")} {me.value?.maskedPhone}
        </span>
      </a>
      <p class="admin-login">
        <a href="/passkeys">{say("通行密钥", "Passkeys")}</a>
        <a href="/devices">{say("登录的设备", "Your devices")}</a>
      </p>
    </nav>
  );
}
