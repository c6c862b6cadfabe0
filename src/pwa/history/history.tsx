/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function History(): JSX.Element {
  return (
    <main class="screen">
      <h1>History</h1>
    </main>
  );
}
