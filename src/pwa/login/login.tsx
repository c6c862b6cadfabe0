/** Placeholder of the screen. */
import type { JSX } from "preact";

export default function Login(): JSX.Element {
  return (
    <main class="screen">
      <h1>Login</h1>
    </main>
  );
}
