/** Coordinates as people copy them from maps. */
import { expect, test } from "vitest";
import { readCoordinates } from "../../../../src/domain/community/coordinates.ts";

const GATE = { latitude: 30.6352, longitude: 114.4074 };

test.each(["114.4074,30.6352", "30.6352, 114.4074", " 114.4074，30.6352 ", "30.6352 114.4074", "114.4074、30.6352"])(
  "%j is one place, whichever number comes first",
  (text) => {
    expect(readCoordinates(text)).toEqual(GATE);
  },
);

test.each(["", "114.4074", "114.4074,114.4074", "30.6,30.6", "-30.6352,114.4074", "0,0", "1e2,30", "114.4074,30.6352,5", "江边"])(
  "%j is no place in China",
  (text) => {
    expect(readCoordinates(text)).toBeNull();
  },
);
