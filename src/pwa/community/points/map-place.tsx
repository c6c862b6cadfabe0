/** The fields for the place of a point: located by the phone, or typed from a map in China; stored as WGS-84, and displayed for copying to a map. Sends no request to a map service. */
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Coordinates } from "../../../domain/community/coordinates.ts";
import { say } from "../../app/say.ts";
import { Field } from "../../ui/fields/field.tsx";
import { type Datum, toGcj02 } from "./map-datum.ts";
import type { Location, PlaceEntry, PlaceFault } from "./use-place.ts";

const datums = (): readonly (readonly [Datum, string])[] => [
  ["GCJ02", say("高德、腾讯等地图（GCJ-02）", "Amap, Tencent and others (GCJ-02)")],
  ["BD09", say("百度地图（BD-09）", "Baidu (BD-09)")],
  ["WGS84", say("GPS（WGS-84）", "GPS (WGS-84)")],
];

function faultWords(fault: PlaceFault): string {
  return fault === "unread"
    ? say(
        "请填写国内的经纬度，例如 114.407400,30.635200。",
        "Enter the longitude and latitude of a place in China, for example 114.407400,30.635200.",
      )
    : say("坐标没有换算成功，请检查网络后重试。", "The coordinates could not be converted. Check the network and try again.");
}

/** The fields for a place that was copied from a map. */
export function TypedPlace({ entry }: { readonly entry: PlaceEntry }): JSX.Element {
  const choice = useId();
  const { typed, fault } = entry;
  return (
    <>
      <Field
        label={say("地图上的坐标（可不填）", "Coordinates from a map (optional)")}
        hint={say("例如：114.407400,30.635200", "For example: 114.407400,30.635200")}
        value={typed.text}
        onInput={(text) => entry.type({ ...typed, text })}
        refusal={fault === null ? undefined : faultWords(fault)}
      />
      <div class="field">
        <label for={choice}>{say("坐标来自", "Source of the coordinates")}</label>
        <select
          class="input"
          id={choice}
          value={typed.datum}
          onChange={(event) =>
            entry.type({ ...typed, datum: datums().find(([one]) => one === event.currentTarget.value)?.[0] ?? "GCJ02" })
          }
        >
          {datums().map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <button class="button second" type="button" disabled={typed.text.trim() === ""} onClick={() => void entry.take()}>
        {say("使用这个坐标", "Use these coordinates")}
      </button>
    </>
  );
}

/** The place in the coordinates of maps in China (GCJ-02) for copying, and a `geo:` link that opens the phone's map app (RFC 5870). */
export function MapPlace({ location }: { readonly location: Location }): JSX.Element {
  const { latitude, longitude } = location;
  const [mapPosition, setMapPosition] = useState<Coordinates | null>(null);
  useEffect(() => {
    let wanted = true;
    const bring = async (): Promise<void> => {
      const next = await toGcj02({ latitude, longitude }).catch(() => null);
      if (wanted) setMapPosition(next);
    };
    void bring();
    return () => {
      wanted = false;
    };
  }, [latitude, longitude]);
  return (
    <p class="quiet">
      {mapPosition !== null && (
        <>
          GCJ-02 <b>{`${mapPosition.longitude.toFixed(6)},${mapPosition.latitude.toFixed(6)}`}</b>{" "}
        </>
      )}
      <a href={`geo:${latitude},${longitude}`}>{say("在地图应用中打开", "Open in a map app")}</a>
    </p>
  );
}

/** Above this error the form asks to locate again outdoors: such a location says hardly more than the address. */
const COARSE_METRES = 200;

export function LocationField({ entry }: { readonly entry: PlaceEntry }): JSX.Element {
  const [state, setState] = useState<"idle" | "locating" | "refused" | "failed">("idle");
  const { location } = entry;

  function ask(): void {
    if (!("geolocation" in navigator)) return setState("failed");
    setState("locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        entry.place({
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracyMetres: Math.min(100_000, Math.round(coords.accuracy)),
        });
        setState("idle");
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? "refused" : "failed"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    );
  }

  return (
    <div class="field" aria-live="polite">
      <span class="label">{say("位置（可不填）", "Location (optional)")}</span>
      {location === undefined ? (
        <>
          <button class="button second" type="button" disabled={state === "locating"} onClick={ask}>
            {state === "locating" ? say("正在定位……", "Locating…") : say("使用当前位置", "Use my location")}
          </button>
          <details>
            <summary class="text-button">
              {say("不在现场？填写地图上的坐标", "Not at the point? Enter coordinates from a map")}
            </summary>
            <div class="stack">
              <TypedPlace entry={entry} />
            </div>
          </details>
        </>
      ) : (
        <div class="entry">
          <div>
            <b>
              {location.accuracyMetres === null
                ? say("从地图上读取", "Read from a map")
                : say(`误差约 ${location.accuracyMetres} 米`, `Accurate to about ${location.accuracyMetres} m`)}
            </b>
            <small>
              {location.latitude.toFixed(5)}, {location.longitude.toFixed(5)}
              {(location.accuracyMetres ?? 0) > COARSE_METRES &&
                say(" · 误差较大，可走到室外再定位", " · not accurate: try again outdoors")}
            </small>
          </div>
          <button class="text-button" type="button" onClick={() => entry.place(undefined)}>
            {say("不用", "Remove")}
          </button>
        </div>
      )}
      {location !== undefined && <MapPlace location={location} />}
      {state === "refused" && (
        <p class="notice warning">
          {say("定位没有获得许可，可以只填地址。", "Location access is not allowed. The address alone is enough.")}
        </p>
      )}
      {state === "failed" && (
        <p class="notice warning">
          {say("没有取得位置，可以只填地址。", "The location was not found. The address alone is enough.")}
        </p>
      )}
    </div>
  );
}
