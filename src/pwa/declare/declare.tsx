/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function Declare(): JSX.Element {
  return (
    <main class="screen">
      <h1>Declare</h1>
    </main>
  );
}
