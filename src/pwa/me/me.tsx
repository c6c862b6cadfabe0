/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function MeScreen(): JSX.Element {
  return (
    <main class="screen">
      <h1>MeScreen</h1>
    </main>
  );
}
