/** Icons of the tab bar and of the code's state. The shape carries the meaning; the colour repeats it (screens.md). */
import type { JSX } from "preact";
import type { Colour } from "../../contract/verify.ts";

interface LineProps {
  readonly d: string;
  readonly class?: string;
  readonly viewBox?: string;
}

function Line({ d, class: name = "icon", viewBox = "0 0 24 24" }: LineProps): JSX.Element {
  return (
    <svg
      class={name}
      viewBox={viewBox}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={d} />
    </svg>
  );
}

export const CodeIcon = (): JSX.Element => <Line d="M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h3v3h-3zM19 19h2v2h-2z" />;
export const FormIcon = (): JSX.Element => <Line d="M6 2h8l5 5v15H5V2zM9 10h3M9 14h6M9 18h6" />;
export const FamilyIcon = (): JSX.Element => (
  <Line d="M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-8 14-8 14 0M16 3.5c4 1 4 6 0 7M19 14c2 1 3 3.5 3 7" />
);
export const MeIcon = (): JSX.Element => <Line d="M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-9 16-9 16 0" />;
export const WorkbenchIcon = (): JSX.Element => (
  <Line d="M3 8V4a1 1 0 0 1 1-1h4M16 3h4a1 1 0 0 1 1 1v4M21 16v4a1 1 0 0 1-1 1h-4M8 21H4a1 1 0 0 1-1-1v-4M3 12h18" />
);
export const BackMark = (): JSX.Element => <Line class="back-mark" viewBox="0 0 8 12" d="M6 1L1.5 6 6 11" />;

const SHAPES: Readonly<Record<Colour, JSX.Element>> = {
  none: (
    <>
      <rect x="2" y="2" width="20" height="20" rx="5" fill="currentColor" />
      <path class="cut" d="M7 12.5l3.5 3.5 6.5-8" />
    </>
  ),
  grey: (
    <path d="M4 4h16v16H4z" fill="none" stroke="currentColor" stroke-width="3" stroke-dasharray="5 3" stroke-dashoffset="2.5" />
  ),
  green: (
    <>
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path class="cut" d="M7 12.5l3.5 3.5 6.5-8" />
    </>
  ),
  yellow: (
    <>
      <path d="M12 2L23 22H1z" fill="currentColor" />
      <path class="cut" d="M12 9v6M12 18.5v.1" />
    </>
  ),
  orange: (
    <>
      <path d="M12 1l11 11-11 11L1 12z" fill="currentColor" />
      <path class="cut" d="M12 6.5v7M12 17v.1" />
    </>
  ),
  red: (
    <>
      <path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" fill="currentColor" />
      <path class="cut" d="M8 8l8 8M16 8l-8 8" />
    </>
  ),
};

/** The icon of a code's colour. `class` sets its size. Lines with the class `cut` have the colour of the background. */
export function Shape(props: { readonly colour: Colour; readonly class?: string }): JSX.Element {
  return (
    <svg class={`shape ${props.class ?? ""}`} viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[props.colour]}
    </svg>
  );
}
