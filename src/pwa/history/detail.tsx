/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function Detail(): JSX.Element {
  return (
    <main class="screen">
      <h1>Detail</h1>
    </main>
  );
}
