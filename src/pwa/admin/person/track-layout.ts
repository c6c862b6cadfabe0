/** Computes the positions of a track's points on its schematic map, and the order in which the person passed them. Pure; not a map of streets. */
import type { Track } from "../../../contract/track.ts";

type TrackPass = Track["passes"][number];

export interface Spot {
  /** The place's number, from 1, in the order in which the person first passed the places. */
  readonly n: number;
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly located: boolean;
  readonly passes: number;
}

export interface Layout {
  readonly spots: readonly Spot[];
  /** The pairs `[from, to]` of numbers of spots that were passed one after the other; each direction once. */
  readonly legs: readonly (readonly [number, number])[];
  /** Metres per unit of the drawing; null where no point has coordinates. */
  readonly metresPerUnit: number | null;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

const METRES_PER_DEGREE = 111_320;
/** The map shows at least this width and height, so that near points are not drawn far apart. */
const MIN_SPAN_METRES = 200;
const MARGIN = 44;
/** Height of the row at the bottom for points without coordinates. */
const ROW = 72;
const NEAREST = 34;

/** The key of a point, unique across divisions. */
export function spotKey({ division, pointName }: Pick<TrackPass, "division" | "pointName">): string {
  return `${division} ${pointName}`;
}

/** The positions and lines of a track's places in a box. @param passes newest first, as the API gives them */
export function layoutOf(passes: readonly TrackPass[], box: Box): Layout {
  const inOrder = passes.toReversed();
  const groups = [...Map.groupBy(inOrder, spotKey)];
  const places = groups.map(([key, group], index) => {
    const last = group.at(-1);
    const location = group.findLast((pass) => pass.location !== null)?.location ?? null;
    return { n: index + 1, key, name: last?.pointName ?? "", passes: group.length, location };
  });
  const locations = places.flatMap(({ location }) => (location === null ? [] : [location]));
  const without = places.filter(({ location }) => location === null);
  const project = projection(locations, { width: box.width, height: box.height - (without.length > 0 ? ROW : 0) });
  // Without a point that has coordinates, the row of the others is in the middle of the box.
  const rowY = locations.length === 0 ? box.height / 2 : box.height - ROW / 2;
  const occupied: { x: number; y: number }[] = [];
  const spots = places.map(({ location, ...place }) => {
    const at =
      location === null
        ? {
            x: rowX(
              without.findIndex(({ key }) => key === place.key),
              without.length,
              box.width,
            ),
            y: rowY,
          }
        : apart(project.at(location), occupied, box.width);
    occupied.push(at);
    return { ...place, ...at, located: location !== null };
  });
  const numbers = new Map(places.map(({ key, n }) => [key, n]));
  return { spots, legs: legsOf(inOrder.map((pass) => numbers.get(spotKey(pass)) ?? 0)), metresPerUnit: project.metresPerUnit };
}

function legsOf(order: readonly number[]): Layout["legs"] {
  const legs = order.slice(1).map((to, index) => [order[index] ?? to, to] as const);
  return [...new Map(legs.filter(([from, to]) => from !== to).map((leg) => [leg.join(), leg])).values()];
}

function projection(locations: readonly { readonly latitude: number; readonly longitude: number }[], { width, height }: Box) {
  const [south, north] = [Math.min(...locations.map((at) => at.latitude)), Math.max(...locations.map((at) => at.latitude))];
  const [west, east] = [Math.min(...locations.map((at) => at.longitude)), Math.max(...locations.map((at) => at.longitude))];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max((east - west) * narrowing * METRES_PER_DEGREE, MIN_SPAN_METRES);
  const down = Math.max((north - south) * METRES_PER_DEGREE, MIN_SPAN_METRES);
  const scale = Math.min((width - 2 * MARGIN) / across, (height - 2 * MARGIN) / down);
  return {
    metresPerUnit: locations.length === 0 ? null : 1 / scale,
    at: ({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }) => ({
      x: width / 2 + (longitude - (west + east) / 2) * narrowing * METRES_PER_DEGREE * scale,
      y: height / 2 - (latitude - (south + north) / 2) * METRES_PER_DEGREE * scale,
    }),
  };
}

/** Moves a point to the right until it overlaps no earlier point; at the right end of the box, it goes back and down by one step. */
function apart(
  at: { readonly x: number; readonly y: number },
  occupied: readonly { readonly x: number; readonly y: number }[],
  width: number,
) {
  let { x, y } = at;
  while (occupied.some((other) => Math.hypot(other.x - x, other.y - y) < NEAREST)) {
    const full = x + NEAREST > width - MARGIN / 2;
    [x, y] = full ? [at.x, y + NEAREST] : [x + NEAREST, y];
  }
  return { x, y };
}

function rowX(index: number, count: number, width: number): number {
  return ((index + 0.5) / count) * width;
}
