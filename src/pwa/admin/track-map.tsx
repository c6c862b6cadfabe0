/** The schematic map of a track, drawn from its layout. The list beside it says the same in words, and is what a keyboard uses. */
import type { JSX } from "preact";
import { say } from "../say.ts";
import type { Layout, Spot } from "./person/track-layout.ts";

export const BOX = { width: 480, height: 320 };
const RADIUS = 13;
/** More names than these would lie over each other. */
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
        {say("示意图，不是街道地图", "A sketch, no map of streets")}
        {metresPerUnit !== null &&
          say(` · 图宽约 ${lengthWords(metresPerUnit)}`, ` · about ${lengthWords(metresPerUnit)} across`)}
      </figcaption>
    </figure>
  );
}

/** Bent to the right, so that the way there and the way back are two lines; it ends at the circle. */
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
