/** Messages to the live board over GET /api/v1/communities/{division}/live, a WebSocket. The board itself sends only `ping`. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature } from "./operation.ts";
import { instant, senderId } from "./primitives.ts";
import { colour } from "./verify.ts";

const count = z.int().min(0);

const hour = z.strictObject({
  /** When the hour begins. */
  at: instant,
  pointId: senderId,
  passes: count,
  /** Of these with a code that stops somebody: yellow, orange or red. */
  stopped: count,
});

const staff = {
  points: z.array(z.strictObject({ id: senderId, name: z.string() })),
  /** Each collector and their current point. */
  staff: z.array(z.strictObject({ maskedName: z.string(), maskedPhone: z.string(), pointId: senderId.nullable() })),
};

const news = {
  hours: z.array(hour),
  /** Newest first, ten at most. */
  latest: z.array(z.strictObject({ at: instant, pointId: senderId, pointName: z.string(), maskedName: z.string(), colour })),
  /** Passes that have not reached the tracks of their persons. */
  waiting: count,
};

export const boardMessage = z.discriminatedUnion("type", [
  /** All there is: today by hour and point, where an hour and point may stand twice and are added; yesterday by hour. */
  z.strictObject({
    type: z.literal("state"),
    now: instant,
    ...news,
    ...staff,
    yesterday: z.array(z.strictObject({ at: instant, passes: count })),
  }),
  /** Passes since the last message, to be added. */
  z.strictObject({ type: z.literal("passes"), ...news }),
  z.strictObject({ type: z.literal("staff"), ...staff }),
  z.strictObject({ type: z.literal("pong") }),
]);

export const BOARDS = feature("passes", {
  board: {
    summary: "The live board",
    description:
      "For administrators of the community or above. A WebSocket that tells passes and staff as they change; the first message holds the whole state. The caller sends `ping` now and then. The origin has to be this site.",
    method: "GET",
    path: `${COMMUNITY}/live`,
    answers: { 101: null },
    problems: [...OFFICE, "upgrade_required", "cross_site_request", "too_many_watchers"],
  },
});

export type BoardMessage = z.infer<typeof boardMessage>;
export type BoardState = Extract<BoardMessage, { type: "state" }>;
