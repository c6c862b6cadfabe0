/**
 * The entry at the nation's host: asks a visitor where they live, and shows the region with a system of its own, or the content for people whom the nation serves.
 * The phone remembers the county. Decision 68.
 */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { COUNTY_DIGITS, parseDivisionCode } from "../../../domain/division/division.ts";
import { hasSystem, servingRegion } from "../../../domain/issuer/region.ts";
import { problemIn } from "../../app/loaded.ts";
import { storedSignal } from "../../app/local-store.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { DivisionPicker } from "../../division/picker.tsx";
import { PlaceName } from "../../division/place-name.tsx";
import { Failed, Loading } from "../../division/steps.tsx";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { CodeElsewhere, NoRegions, RegionCard } from "./region-card.tsx";
import "../../styles/form.css";

/** The county, or the city, that a person chose at this entry. */
const place = storedSignal("yima-place");
/** The screen on which people choose again (region-screen.tsx). */
const ENTRY_PAGE = /^\/r(?:\/|$)/;
/** Staff open these pages at any host. */
const OFFICE = /^\/(?:admin|workbench)(?:\/|$)/;

/** Until the page is loaded again: this visitor logs in at the nation's host, wherever they live. */
const staysHere = signal(false);

interface EntryProps {
  /** Whether the content for people whom the nation serves, such as the form of the login, gives way to the question or to a region. It stays in the page. */
  readonly onCover: (covers: boolean) => void;
  /** Whether somebody uses that content. A form in use does not give way: what is typed or pressed at that moment would be lost. */
  readonly isInUse?: () => boolean;
}

export default function Entry(props: EntryProps): JSX.Element | null {
  const { path } = useLocation();
  const mayStay = !ENTRY_PAGE.test(path);
  return mayStay && (staysHere.value || OFFICE.test(path)) ? null : <Question {...props} />;
}

/** The place stays on the phone: it loads all regions and finds the one of the place itself. */
function Question({ onCover, isInUse }: EntryProps): JSX.Element | null {
  const { path } = useLocation();
  const [isNew, setNew] = useState(false);
  const choose = (code: string): void => {
    setNew(true);
    place.value = code.slice(0, COUNTY_DIGITS);
  };
  const source = useOnce("GET /api/v1/regions", {});
  const problem = problemIn(source.loaded);
  const regions = valueOf(source)?.regions;
  /** Decided once, when the regions become known. */
  const isLate = useRef<boolean | null>(null);
  if (regions !== undefined) isLate.current ??= isInUse?.() ?? false;
  const asks = regions?.some(hasSystem) === true && isLate.current === false;
  const known = parseDivisionCode(place.value ?? "");
  const region = asks && known.ok ? servingRegion(regions, known.value) : undefined;
  const leads = region !== undefined && hasSystem(region);
  const covers = asks && (!known.ok || leads);
  useLayoutEffect(() => {
    onCover(covers);
    return () => onCover(false);
  }, [covers]);
  if (!asks) {
    if (problem !== null) return <Failed problem={problem} onRetry={() => void source.reload()} />;
    if (!ENTRY_PAGE.test(path)) return null;
    return source.loaded.state === "loading" ? <Loading /> : <NoRegions />;
  }
  if (!known.ok) return <AskPlace onPick={choose} />;
  return (
    <>
      <ChosenPlace code={known.value} isNew={isNew} />
      {leads ? (
        <>
          <RegionCard region={region} page="/" />
          <Convert />
          <LoginHere />
        </>
      ) : (
        <>
          <p>{say("那里没有自己的健康码，就在这里办理。", "That place has no health code of its own: get yours here.")}</p>
          <CodeElsewhere />
        </>
      )}
    </>
  );
}

function AskPlace({ onPick }: { readonly onPick: (code: string) => void }): JSX.Element {
  return (
    <>
      <CodeElsewhere />
      <Convert />
      <LoginHere />
      <DivisionPicker
        value={null}
        region=""
        minLevel="city"
        maxLevel="city"
        title={say("您住在哪里？", "Where do you live?")}
        onPick={onPick}
      />
    </>
  );
}

/** For people who want a code of the nation besides. */
function Convert(): JSX.Element {
  return (
    <a class="text-button" href="/handover/code">
      {say("用外地的码换全国码", "Get a national code")}
    </a>
  );
}

/** For people who have an account of the nation, and for its staff. */
function LoginHere(): JSX.Element | null {
  const { path, route } = useLocation();
  if (me.value !== null) return null;
  const stay = (): void => {
    staysHere.value = true;
    if (ENTRY_PAGE.test(path)) route("/");
  };
  return (
    <button class="text-button" type="button" onClick={stay}>
      {say("在这里办过的，直接登录", "I have an account here: log in")}
    </button>
  );
}

function ChosenPlace({ code, isNew }: { readonly code: string; readonly isNew: boolean }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: a screen reader goes on here, and the page scrolls up to it.
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, []);
  return (
    <div class="card bar">
      <h2 tabIndex={-1} ref={heading}>
        <small class="quiet">{say("您住在", "You live in")}</small>
        <br />
        <PlaceName code={code} />
      </h2>
      <button class="text-button" type="button" onClick={() => (place.value = null)}>
        {say("更改", "Change")}
      </button>
    </div>
  );
}
