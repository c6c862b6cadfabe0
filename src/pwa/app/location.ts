/** The page's address as a signal. Links, the back button and `route` change it without a new page load. */
import { computed, signal } from "@preact/signals";
import { enter } from "./layers.ts";

const url = signal(new URL(location.href));

/** The path without a slash at its end. */
const path = computed(() => url.value.pathname.replace(/(.)\/+$/, "$1"));

/** Goes to an address of the app. With `replace`, it takes the place of the present address in the browser's history. */
export function route(address: string, replace = false): void {
  enter(address, replace);
  url.value = new URL(address, location.href);
  if (!replace) scrollTo(0, 0);
}

export interface Location {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly route: typeof route;
}

/** The present address, and the function to change it. The calling component renders again when the address changes. */
export function useLocation(): Location {
  return { path: path.value, query: url.value.searchParams, route };
}

/** Handles clicks on the app's own links. The browser handles other origins, new tabs and downloads. */
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
