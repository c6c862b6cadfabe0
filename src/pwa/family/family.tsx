/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function Family(): JSX.Element {
  return (
    <main class="screen">
      <h1>Family</h1>
    </main>
  );
}
