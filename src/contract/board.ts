/** The live board of a community, a screen with the passes of today: the server's messages over the WebSocket GET /api/v1/communities/{division}/live. The board sends only `ping`. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature } from "./operation.ts";
import { instant, otherUse, senderId } from "./primitives.ts";
import { colour } from "./verify.ts";

const count = z.int().min(0);

const hour = z.strictObject({
  /** The beginning of the hour. */
  at: instant,
  pointId: senderId,
  passes: count,
  /** The passes among them of persons whose colour was yellow, orange or red then. */
  stopped: count,
});

const staff = {
  points: z.array(z.strictObject({ id: senderId, name: z.string() })),
  /** All collectors. `pointId` is the point where a collector stands now; null: none. */
  staff: z.array(z.strictObject({ maskedName: z.string(), maskedPhone: z.string(), pointId: senderId.nullable() })),
};

const news = {
  hours: z.array(hour),
  /** The newest passes, at most ten, newest first. */
  latest: z.array(
    z.strictObject({
      at: instant,
      pointId: senderId,
      pointName: z.string(),
      maskedName: z.string(),
      colour,
      otherUse: otherUse.optional(),
    }),
  ),
  /** The number of passes that are not yet in the tracks of their persons. */
  waiting: count,
};

export const boardMessage = z.discriminatedUnion("type", [
  /** The whole state: today by hour and point, yesterday by hour. The same hour and point may occur twice; the board adds such counts. */
  z.strictObject({
    type: z.literal("state"),
    now: instant,
    ...news,
    ...staff,
    yesterday: z.array(z.strictObject({ at: instant, passes: count })),
  }),
  /** The passes since the previous message; the board adds `hours` to its counts. */
  z.strictObject({ type: z.literal("passes"), ...news }),
  z.strictObject({ type: z.literal("staff"), ...staff }),
  z.strictObject({ type: z.literal("pong") }),
]);

export const BOARDS = feature("passes", {
  board: {
    summary: "The live board",
    description:
      "For administrators of the community or above. Opens a WebSocket. The first message contains the whole state, and later messages contain changes of passes and staff. The caller sends `ping` at intervals and gets `pong`. The `Origin` header must name this site.",
    method: "GET",
    path: `${COMMUNITY}/live`,
    answers: { 101: null },
    problems: [...OFFICE, "upgrade_required", "cross_site_request", "too_many_watchers"],
  },
});

export type BoardMessage = z.infer<typeof boardMessage>;
export type BoardState = Extract<BoardMessage, { type: "state" }>;
