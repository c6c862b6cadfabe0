/** One figure of a page, large, with what it counts above and what it is made of below. */
import type { JSX } from "preact";

interface TileProps {
  readonly word: string;
  readonly figure: string;
  readonly detail: string;
  /** Whether somebody should look into it. */
  readonly alarming?: boolean;
}

export function Tile({ word, figure, detail, alarming }: TileProps): JSX.Element {
  return (
    <div class="admin-card tile">
      <p>{word}</p>
      <p class={alarming === true ? "tile-figure alarming" : "tile-figure"}>{figure}</p>
      <p class="quiet">{detail}</p>
    </div>
  );
}
