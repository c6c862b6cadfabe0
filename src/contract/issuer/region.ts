/** The entry: which region has a health-code system of its own, and where. Open to everybody; no person is in question or answer. docs/decisions/0068. */
import * as z from "zod";
import { feature } from "../operation.ts";
import { divisionCode, sentence } from "../primitives.ts";

const region = z.strictObject({
  issuer: z.string(),
  origin: z.string().describe("`https://` and a host. All pages of the region are fixed paths below it."),
  name: sentence,
  mode: z
    .enum(["A", "B", "C"])
    .describe("A: an own code. B: a system that cannot sign codes. C: no system; the nation's code serves."),
});

export const REGIONS = feature("issuer", {
  regions: {
    summary: "Regions and the hosts of their systems",
    description:
      "Open to everybody. With `place`, the code of a division: the member of the nation's register with the longest code that begins the place, or none. Without it: all members. Issuer 0 is no region: `nation` is its origin, the way back. Nobody who is suspended, who is not yet or no longer a member, or whose files have ended is offered.",
    method: "GET",
    path: "/api/v1/regions",
    query: z.strictObject({ place: divisionCode.min(2).optional() }),
    answers: { 200: z.strictObject({ nation: z.string().nullable(), regions: z.array(region) }) },
    problems: [],
  },
});

export type Region = z.infer<typeof region>;
