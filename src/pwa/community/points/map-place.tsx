/** A place as text: read from a map in China and stored as WGS-84, shown so that it can be taken to a map. No map is asked from here. */
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { Coordinates } from "../../../domain/community/coordinates.ts";
import { say } from "../../app/say.ts";
import { type Datum, toGcj02 } from "./map-datum.ts";
import type { Location, PlaceEntry, PlaceFault } from "./use-place.ts";

const MAX_TEXT = 40;

const datums = (): readonly (readonly [Datum, string])[] => [
  ["GCJ02", say("高德、腾讯等地图（GCJ-02）", "Amap, Tencent and others (GCJ-02)")],
  ["BD09", say("百度地图（BD-09）", "Baidu (BD-09)")],
  ["WGS84", say("GPS（WGS-84）", "GPS (WGS-84)")],
];

function faultWords(fault: PlaceFault): string {
  return fault === "unread"
    ? say("请填写国内的经纬度，例如 114.407400,30.635200。", "Two numbers of a place in China, such as 114.407400,30.635200.")
    : say("坐标没有换算成功，请检查网络后重试。", "The coordinates could not be converted: check the network and try again.");
}

/** Takes a place that somebody copied from a map. */
export function TypedPlace({ entry }: { readonly entry: PlaceEntry }): JSX.Element {
  const field = useId();
  const choice = useId();
  const { typed, fault } = entry;
  return (
    <>
      <div class="field">
        <label for={field}>{say("地图上的坐标（可不填）", "Coordinates from a map (optional)")}</label>
        <input
          class="input"
          id={field}
          inputMode="decimal"
          autocomplete="off"
          maxLength={MAX_TEXT}
          value={typed.text}
          placeholder="114.407400,30.635200"
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : `${field}-wrong`}
          onInput={(event) => entry.type({ ...typed, text: event.currentTarget.value })}
        />
        {fault !== null && (
          <p class="notice wrong" role="alert" id={`${field}-wrong`}>
            {faultWords(fault)}
          </p>
        )}
      </div>
      <div class="field">
        <label for={choice}>{say("坐标来自", "They come from")}</label>
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

/** The place for a map in China, to copy, and for whatever app the phone opens places with. RFC 5870. */
export function MapPlace({ location }: { readonly location: Location }): JSX.Element {
  const { latitude, longitude } = location;
  const [shown, show] = useState<Coordinates | null>(null);
  useEffect(() => {
    let wanted = true;
    const bring = async (): Promise<void> => {
      const found = await toGcj02({ latitude, longitude }).catch(() => null);
      if (wanted) show(found);
    };
    void bring();
    return () => {
      wanted = false;
    };
  }, [latitude, longitude]);
  return (
    <p class="quiet">
      {shown !== null && (
        <>
          GCJ-02 <b>{`${shown.longitude.toFixed(6)},${shown.latitude.toFixed(6)}`}</b>{" "}
        </>
      )}
      <a href={`geo:${latitude},${longitude}`}>{say("在地图应用中打开", "Open in a map app")}</a>
    </p>
  );
}
