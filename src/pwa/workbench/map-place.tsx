/** A place as text: read from a map in China and stored as WGS-84, shown so that it can be taken to a map. No map is asked from here. */
import type { JSX } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import type { AddPointRequest } from "../../contract/community.ts";
import { type Coordinates, readCoordinates } from "../../domain/community/coordinates.ts";
import { say } from "../say.ts";
import { type Datum, toGcj02, toWgs84 } from "./map-datum.ts";

export type Location = NonNullable<AddPointRequest["location"]>;

const MAX_TEXT = 40;

const datums = (): readonly (readonly [Datum, string])[] => [
  ["GCJ02", say("高德、腾讯等地图（GCJ-02）", "Amap, Tencent and others (GCJ-02)")],
  ["BD09", say("百度地图（BD-09）", "Baidu (BD-09)")],
  ["WGS84", say("GPS（WGS-84）", "GPS (WGS-84)")],
];

/** Takes a place that somebody copied from a map. */
export function TypedPlace(props: { readonly onChange: (location: Location) => void }): JSX.Element {
  const field = useId();
  const choice = useId();
  const [text, setText] = useState("");
  const [datum, setDatum] = useState<Datum>("GCJ02");
  const [wrong, setWrong] = useState(false);

  async function take(): Promise<void> {
    const read = readCoordinates(text);
    setWrong(read === null);
    if (read !== null) props.onChange({ ...(await toWgs84(read, datum)), accuracyMetres: null });
  }

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
          value={text}
          placeholder="114.407400,30.635200"
          aria-invalid={wrong}
          aria-describedby={wrong ? `${field}-wrong` : undefined}
          onInput={(event) => {
            setWrong(false);
            setText(event.currentTarget.value);
          }}
        />
        {wrong && (
          <p class="notice wrong" role="alert" id={`${field}-wrong`}>
            {say(
              "请填写国内的经纬度，例如 114.407400,30.635200。",
              "Two numbers of a place in China, such as 114.407400,30.635200.",
            )}
          </p>
        )}
      </div>
      <div class="field">
        <label for={choice}>{say("坐标来自", "They come from")}</label>
        <select
          class="input"
          id={choice}
          value={datum}
          onChange={(event) => setDatum(datums().find(([one]) => one === event.currentTarget.value)?.[0] ?? "GCJ02")}
        >
          {datums().map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <button class="button second" type="button" disabled={text.trim() === ""} onClick={() => void take()}>
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
