/** A track as a time line by day, beside its places in order with their schematic map; a place that is chosen stands out in all three. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Track } from "../../../contract/track.ts";
import { say } from "../../say.ts";
import { ColourMark } from "../colour-mark.tsx";
import { Empty } from "../head.tsx";
import { instantClockOf, dayOf } from "../stamp.ts";
import { layoutOf, spotKey } from "./track-layout.ts";
import { BOX, TrackMap } from "../track-map.tsx";

export function TrackView(props: { readonly track: Track }): JSX.Element {
  const { passes } = props.track;
  const [chosen, setChosen] = useState<string | null>(null);
  if (passes.length === 0)
    return (
      <Empty title={say("近 30 天没有通行登记", "No passes in 30 days")}>
        <p>{say("登记后约 10 秒进入轨迹。", "A pass enters the track some 10 seconds after it is registered.")}</p>
      </Empty>
    );
  const layout = layoutOf(passes, BOX);
  const days = [...Map.groupBy(passes, ({ at }) => dayOf(at))];
  const numberOf = new Map(layout.spots.map(({ key, n }) => [key, n]));
  return (
    <div class="track">
      <section class="admin-card track-days" aria-label={say("时间线", "Time line")}>
        {days.map(([day, ofDay]) => (
          <section key={day}>
            <h2>
              {day} <small class="quiet">{say(`${ofDay.length} 次`, `${ofDay.length}`)}</small>
            </h2>
            <ol>
              {ofDay.map((pass) => (
                <li key={pass.id} class={spotKey(pass) === chosen ? "chosen" : undefined}>
                  <time dateTime={pass.at}>{instantClockOf(pass.at)}</time>
                  <b class="track-number">{numberOf.get(spotKey(pass))}</b>
                  <span>
                    {pass.pointName} <small class="quiet">{pass.divisionName}</small>
                  </span>
                  <ColourMark colour={pass.colour} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </section>
      <section class="admin-card track-places" aria-label={say("经过的采集点", "Points passed")}>
        <TrackMap layout={layout} chosen={chosen} onChoose={setChosen} />
        <ol>
          {layout.spots.map(({ key, n, name, passes: times, located }) => (
            <li key={key}>
              <button type="button" aria-pressed={key === chosen} onClick={() => setChosen(key === chosen ? null : key)}>
                <b class="track-number">{n}</b>
                <span>{name}</span>
                <span class="quiet">
                  {say(`${times} 次`, times === 1 ? "once" : `${times} times`)}
                  {!located && say(" · 无坐标", " · no coordinates")}
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
