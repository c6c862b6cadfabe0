/** Coordinates in the forms in which people copy them from maps. */
import { expect, test } from "vitest";
import { readCoordinates } from "../../../../src/domain/community/coordinates.ts";

const GATE = { latitude: 30.6352, longitude: 114.4074 };

test.each([
  "114.4074,30.6352",
  "30.6352, 114.4074",
  " 114.4074，30.6352 ",
  "30.6352 114.4074",
  "114.4074、30.6352",
  "１１４．４０７４，３０．６３５２",
  "114。4074，30。6352",
  "114·4074 30·6352",
  "东经 114.4074°，北纬 30.6352°",
  "(30.6352°N, 114.4074°E)",
  "经度：114.4074；纬度：30.6352",
  "lng=114.4074&lat=30.6352",
  "\u202a114.4074,\u00a030.6352\u202c",
])("%j is one place, in both orders of its numbers", (text) => {
  expect(readCoordinates(text)).toEqual(GATE);
});

test.each([
  "",
  "114.4074",
  "114.4074,114.4074",
  "30.6,30.6",
  "-30.6352,114.4074",
  "0,0",
  "1e2,30",
  "114.4074,30.6352,5",
  "江边",
  "114.4074,30.6352 江边",
  "30.6352S,114.4074E",
  "114.4074.30.6352",
  `114.4074,${" ".repeat(200)}30.6352`,
])("%j is no place in China", (text) => {
  expect(readCoordinates(text)).toBeNull();
});

test.each([
  ["3,73", { latitude: 3, longitude: 73 }],
  ["136,54", { latitude: 54, longitude: 136 }],
  ["2.999,73", null],
  ["54.001,73", null],
  ["30,72.999", null],
  ["136.001,30", null],
])("the limits around China are 3° to 54° and 73° to 136°: %s", (text, place) => {
  expect(readCoordinates(text)).toEqual(place);
});
