/** The field for typing a division's name: at a pause in typing it loads the names, if they are not loaded yet, and offers the matches. */
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { Match } from "../../domain/division/match.ts";
import { plain, displayName } from "../../domain/division/name.ts";
import { joinTables } from "../../domain/division/table.ts";
import { say } from "../app/say.ts";
import { namesFor, whyMissing } from "./packs.ts";
import { offer } from "./search.ts";
import { Failed, Loading, NoMatch } from "./steps.tsx";

const PAUSE_MS = 200;

/** The matches for a typed text. If there are none, it searches for its simplified characters. */
async function search(typed: string, on: string, region: string): Promise<readonly Match[]> {
  const own = await find(typed, on, region);
  if (own.length > 0) return own;
  const table = await import("./simplified.ts").catch(() => null);
  const simple = table?.simplified(typed) ?? typed;
  return simple === typed ? own : find(simple, on, region);
}

/** If there is no match, it searches again with the names of the region and above it too: a pasted address begins with them, and the region's own pack does not have them. */
async function find(typed: string, on: string, region: string): Promise<readonly Match[]> {
  const names = await namesFor(region);
  const own = offer(typed, names, on, region);
  return own.length > 0 || region === "" ? own : offer(typed, joinTables([await namesFor(""), names]), on, region);
}

interface SearchProps {
  readonly region: string;
  readonly on: string;
  /** The divisions that match the typed text; null while the picker shows its steps instead. */
  readonly matches: readonly Match[] | null;
  readonly onOffer: (matches: readonly Match[] | null) => void;
  readonly onTake: (match: Match) => void;
}

export function Search({ region, on, matches, onOffer, onTake }: SearchProps): JSX.Element {
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<"ready" | "loading" | Problem>("ready");
  const [attempt, setAttempt] = useState(0);
  const id = useId();
  const isTyped = plain(typed).length > 1;

  useEffect(() => {
    if (!isTyped) {
      onOffer(null);
      return undefined;
    }
    let current = true;
    setState("loading");
    onOffer([]);
    const look = async () => {
      try {
        const places = await search(typed, on, region);
        if (!current) return;
        setState("ready");
        onOffer(places);
      } catch (error) {
        if (current) setState(whyMissing(error));
      }
    };
    const pause = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [typed, isTyped, region, on, attempt]);

  function take(match: Match): void {
    setText("");
    setTyped("");
    onTake(match);
  }

  return (
    <div class="picker-search">
      <label class="picker-label" for={id}>
        {say("输入名称", "Type a name")}
      </label>
      <input
        id={id}
        class="picker-input"
        type="search"
        autocomplete="off"
        enterkeyhint="search"
        value={text}
        placeholder={
          region.length === 4 ? say("例如：红卫路街道", "For example: 红卫路街道") : say("例如：青山区", "For example: 青山区")
        }
        onInput={(event) => {
          setText(event.currentTarget.value);
          // While an input method composes Chinese characters, the field has the letters of their sound and not yet a name.
          if (!event.isComposing) setTyped(event.currentTarget.value);
        }}
        onCompositionEnd={(event) => setTyped(event.currentTarget.value)}
      />
      {matches !== null && state === "loading" && <Loading />}
      {matches !== null && typeof state === "object" && <Failed problem={state} onRetry={() => setAttempt(attempt + 1)} />}
      {matches !== null && state === "ready" && matches.length === 0 && <NoMatch typed={typed} />}
      {matches !== null && state === "ready" && matches.length > 0 && (
        <ul class="picker-rows" aria-label={say("找到的地方", "Places found")}>
          {matches.map((match) => (
            <li key={match.code}>
              <button type="button" class="picker-row" onClick={() => take(match)}>
                <span>
                  {displayName(match.path.at(-1) ?? "")}
                  <small class="picker-path">{match.path.slice(0, -1).join(" ")}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
