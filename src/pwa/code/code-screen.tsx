/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function CodeScreen(): JSX.Element {
  return (
    <main class="screen">
      <h1>CodeScreen</h1>
    </main>
  );
}
