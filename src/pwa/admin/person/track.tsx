/** A person's track: asked for with a purpose each time it is opened, also from a link. What is shown is not asked for again by itself. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Track, TrackRequest } from "../../../contract/track.ts";
import { type ChosenPurpose, type Purpose, PURPOSE_WORDS } from "../../../domain/look/look.ts";
import { ask } from "../../app/api.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { Head } from "../head.tsx";
import { addressOf } from "../route.ts";
import { FindPerson, PurposeDialog } from "./opened-person.tsx";
import { TrackView } from "./track-view.tsx";

interface Opened {
  readonly track: Track;
  readonly purpose: Purpose;
}

export function TrackPage(props: { readonly division: string }): JSX.Element {
  const { division } = props;
  const { path, query, route } = useLocation();
  const wanted = query.get("person");
  const [named, setNamed] = useState<TrackRequest["person"] | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  // Another person's address asks again.
  const shown = opened !== null && wanted === opened.track.person ? opened : null;
  const asking = shown === null ? (wanted ?? named) : null;

  async function open(person: TrackRequest["person"], purpose: ChosenPurpose): Promise<Problem | null> {
    const { kind, text } = purpose;
    const body: TrackRequest = { person, purpose: { kind, ...(text !== null && { text }) } };
    const answer = await ask("POST /api/v1/divisions/:division/tracks", { division }, body);
    if (!answer.ok) return answer.refusal;
    setOpened({ track: answer.value, purpose });
    setNamed(null);
    route(`${path}?${new URLSearchParams({ person: answer.value.person }).toString()}`, true);
    return null;
  }

  function close(): void {
    setNamed(null);
    if (wanted !== null && shown === null) route(path, true);
  }

  return (
    <>
      <Head
        name={shown === null ? say("轨迹查询", "Tracks") : nameOf(shown.track)}
        detail={shown === null ? undefined : detailOf(shown.track)}
      >
        {shown !== null && (
          <>
            <a class="chip" href={`${addressOf(division, "passes")}?person=${shown.track.person}`}>
              {say("在通行记录中筛选", "Their passes here")}
            </a>
            <a class="chip" href={path}>
              {say("查另一个人", "Another person")}
            </a>
          </>
        )}
      </Head>
      {shown === null ? (
        <FindPerson
          question={say("查谁的轨迹？", "Whose track?")}
          whom={say(
            "住在本辖区，或近 30 天在本辖区登记过通行的人。也可以在通行记录里点姓名。",
            "Somebody who lives here, or passed here in the last 30 days. A name among the passes leads here too.",
          )}
          onNamed={setNamed}
        />
      ) : (
        <>
          <p class="notice" role="status">
            {say("已记录本次查看，用途：", "This look is written down. Purpose: ")}
            {purposeWords(shown.purpose)}
          </p>
          <TrackView track={shown.track} />
        </>
      )}
      {asking !== null && (
        <PurposeDialog
          title={say("为什么查看此人的轨迹？", "What is the track opened for?")}
          yes={say("查看轨迹", "Open the track")}
          onPurpose={(purpose) => open(asking, purpose)}
          onClose={close}
        />
      )}
    </>
  );
}

export function purposeWords({ kind, text }: Purpose): string {
  const word = saySentence(PURPOSE_WORDS[kind]);
  return text === null ? word : `${word} · ${text}`;
}

function nameOf({ maskedName }: Track): string {
  return say(`${maskedName} 的轨迹`, `Track of ${maskedName}`);
}

function detailOf({ passes, extent, complete }: Track): string {
  const count = complete
    ? say(`近 30 天 ${passes.length} 次`, `${passes.length} in 30 days`)
    : say(`最近 ${passes.length} 次`, `The latest ${passes.length}`);
  return `${count} · ${extent === "whole" ? say("全部通行", "all passes") : say("只含在本辖区的通行", "passes here only")}`;
}
