/** Converts between WGS-84, which is stored, and the coordinates of maps in China. Loads the conversion on first use. */
import type { Coordinates } from "../../../domain/community/coordinates.ts";

/** The coordinate system of a map: `GCJ02` of Amap, Tencent and others, `BD09` of Baidu, `WGS84` of satellite receivers. */
export type Datum = "GCJ02" | "BD09" | "WGS84";

/** Coordinates are rounded to a millionth of a degree, about a decimetre: a gate is wider. */
const DIGITS = 1e6;

export async function toWgs84(at: Coordinates, datum: Datum): Promise<Coordinates> {
  const { default: gcoord } = await import("gcoord");
  return coordinatesOf(gcoord.transform([at.longitude, at.latitude], gcoord[datum], gcoord.WGS84));
}

export async function toGcj02(at: Coordinates): Promise<Coordinates> {
  const { default: gcoord } = await import("gcoord");
  return coordinatesOf(gcoord.transform([at.longitude, at.latitude], gcoord.WGS84, gcoord.GCJ02));
}

function coordinatesOf(position: readonly number[]): Coordinates {
  const [longitude = 0, latitude = 0] = position;
  return { latitude: Math.round(latitude * DIGITS) / DIGITS, longitude: Math.round(longitude * DIGITS) / DIGITS };
}
