/** Shows a track as a timeline by day, beside its places in order and their schematic map. A chosen place is highlighted in all three. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Track } from "../../../contract/track.ts";
import { say } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { Empty } from "../head.tsx";
import { dayOf, instantClockOf } from "../../ui/words/moments.ts";
import { type Layout, layoutOf, type Spot, spotKey } from "./track-layout.ts";

export function TrackView(props: { readonly track: Track }): JSX.Element {
  const { passes } = props.track;
  const [chosen, setChosen] = useState<string | null>(null);
  if (passes.length === 0)
    return (
      <Empty title={say("近 30 天没有通行登记", "No passes in 30 days")}>
        <p>{say("登记后约 10 秒进入轨迹。", "A pass appears in the track about 10 seconds after it is registered.")}</p>
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

export const BOX = { width: 480, height: 320 };
const RADIUS = 13;
/** With more places than this, the map has numbers only, because the names would overlap. */
const MAX_NAMED = 8;

interface MapProps {
  readonly layout: Layout;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

export function TrackMap({ layout, chosen, onChoose }: MapProps): JSX.Element {
  const { spots, legs, metresPerUnit } = layout;
  const at = new Map(spots.map((spot) => [spot.n, spot]));
  return (
    <figure>
      <svg class="track-map" viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true">
        <defs>
          <marker
            id="track-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto-start-reverse"
          >
            <path d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {legs.map(([from, to]) => (
          <path key={`${from} ${to}`} class="track-leg" d={arc(at.get(from), at.get(to))} marker-end="url(#track-arrow)" />
        ))}
        {spots.map((spot) => (
          <g key={spot.key} class={spot.key === chosen ? "track-spot chosen" : "track-spot"} onClick={() => onChoose(spot.key)}>
            <circle cx={spot.x} cy={spot.y} r={RADIUS} />
            <text x={spot.x} y={spot.y + 4}>
              {spot.n}
            </text>
            {spots.length <= MAX_NAMED && (
              <text class="track-name" x={spot.x} y={spot.y + RADIUS + 14}>
                {spot.name.length > 9 ? `${spot.name.slice(0, 8)}…` : spot.name}
              </text>
            )}
          </g>
        ))}
      </svg>
      <figcaption class="quiet">
        {say("示意图，不是街道地图", "A sketch, not a street map")}
        {metresPerUnit !== null && say(` · 图宽约 ${lengthWords(metresPerUnit)}`, ` · width about ${lengthWords(metresPerUnit)}`)}
      </figcaption>
    </figure>
  );
}

/** The SVG path from one place to another. It bends to one side, so that the ways there and back are two lines, and ends at the circle of the place. */
function arc(from: Spot | undefined, to: Spot | undefined): string {
  if (from === undefined || to === undefined) return "";
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [cx, cy] = [(from.x + to.x) / 2 - dy * 0.15, (from.y + to.y) / 2 + dx * 0.15];
  const back = Math.hypot(to.x - cx, to.y - cy) || 1;
  const [ex, ey] = [to.x - ((to.x - cx) / back) * (RADIUS + 2), to.y - ((to.y - cy) / back) * (RADIUS + 2)];
  return length < RADIUS
    ? ""
    : `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${ex.toFixed(1)} ${ey.toFixed(1)}`;
}

function lengthWords(metresPerUnit: number): string {
  const metres = metresPerUnit * BOX.width;
  return metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres / 10) * 10} m`;
}
