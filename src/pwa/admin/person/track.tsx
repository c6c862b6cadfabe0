/** 轨迹查询: one person's passes over time, after the person is found and a purpose is stated. */
import type { JSX } from "preact";
import type { Track } from "../../../contract/track.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { PersonData } from "./person-data.tsx";
import { TrackView } from "./track-view.tsx";

export default function TrackPage({ division }: PageProps): JSX.Element {
  return (
    <PersonData
      name={say("轨迹查询", "Tracks")}
      question={say("查谁的轨迹？", "Whose track?")}
      whom={say(
        "住在本辖区，或近 30 天在本辖区登记过通行的人。也可以在通行记录里点姓名。",
        "A person who lives in this division or passed here in the last 30 days. You can also choose a name in the list of passes.",
      )}
      purposeTitle={say("为什么查看此人的轨迹？", "Why do you open this track?")}
      openWord={say("查看轨迹", "Open the track")}
      open={(request) => ask("POST /api/v1/divisions/:division/tracks", { division }, request)}
      headOf={(track) => ({
        name: say(`${track.maskedName} 的轨迹`, `Track of ${track.maskedName}`),
        detail: detailOf(track),
        links: (
          <a class="chip" href={`${addressOf(division, "passes")}?person=${track.person}`}>
            {say("在通行记录中筛选", "Show their passes here")}
          </a>
        ),
      })}
    >
      {(track) => <TrackView track={track} />}
    </PersonData>
  );
}

function detailOf({ passes, extent, complete }: Track): string {
  const count = complete
    ? say(`近 30 天 ${passes.length} 次`, `${passes.length} in 30 days`)
    : say(`最近 ${passes.length} 次`, `The latest ${passes.length}`);
  return `${count} · ${extent === "whole" ? say("全部通行", "all passes") : say("只含在本辖区的通行", "passes here only")}`;
}
