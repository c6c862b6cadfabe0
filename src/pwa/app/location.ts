/** Where in the app the user is: the address as a signal, followed by links and the back button. */
import { computed, signal } from "@preact/signals";

const url = signal(new URL(location.href));

/** Without the last slash. */
const path = computed(() => url.value.pathname.replace(/(?<=.)\/+$/, ""));

/** Goes to an address of the app; `replace` leaves none behind for the back button. */
export function route(address: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  url.value = new URL(location.href);
  if (!replace) scrollTo(0, 0);
}

export interface Location {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly route: typeof route;
}

/** The component that reads it follows the address. */
export function useLocation(): Location {
  return { path: path.value, query: url.value.searchParams, route };
}

/** Takes clicks on the app's own links. Other origins, new tabs and downloads stay the browser's. */
export function followLinks(): void {
  addEventListener("popstate", () => (url.value = new URL(location.href)));
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const special = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0;
    if (
      link === null ||
      special ||
      event.defaultPrevented ||
      link.origin !== location.origin ||
      link.target !== "" ||
      link.download !== ""
    )
      return;
    event.preventDefault();
    route(link.href);
  });
}
