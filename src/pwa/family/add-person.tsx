/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function AddPerson(): JSX.Element {
  return (
    <main class="screen">
      <h1>AddPerson</h1>
    </main>
  );
}
