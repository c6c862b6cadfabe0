/** An optional part of a point: where the phone is, with how exact that is, or a place from a map. WGS-84 degrees, metres. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { say } from "../app/say.ts";
import { MapPlace, TypedPlace } from "../community/points/map-place.tsx";
import type { PlaceEntry } from "../community/points/use-place.ts";

/** Beyond this a location says hardly more than the address. */
const COARSE_METRES = 200;

export function LocationField({ entry }: { readonly entry: PlaceEntry }): JSX.Element {
  const [state, setState] = useState<"idle" | "asking" | "refused" | "failed">("idle");
  const { location } = entry;

  function ask(): void {
    if (!("geolocation" in navigator)) return setState("failed");
    setState("asking");
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
          <button class="button second" type="button" disabled={state === "asking"} onClick={ask}>
            {state === "asking" ? say("正在定位……", "Locating…") : say("使用当前位置", "Use where I am")}
          </button>
          <details>
            <summary class="text-button">{say("不在现场？填写地图上的坐标", "Not there? Type coordinates from a map")}</summary>
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
                : say(`误差约 ${location.accuracyMetres} 米`, `Within about ${location.accuracyMetres} m`)}
            </b>
            <small>
              {location.latitude.toFixed(5)}, {location.longitude.toFixed(5)}
              {(location.accuracyMetres ?? 0) > COARSE_METRES &&
                say(" · 误差较大，可走到室外再定位", " · coarse: try again outdoors")}
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
          {say("定位没有获得许可，可以只填地址。", "Location is not allowed: the address alone is enough.")}
        </p>
      )}
      {state === "failed" && (
        <p class="notice warning">
          {say("没有取得位置，可以只填地址。", "The location could not be had: the address alone is enough.")}
        </p>
      )}
    </div>
  );
}
