/** The ways to the newest and to older rows of what the server gives by pages: links, so that the browser's way back leads through them too. */
import type { JSX } from "preact";
import { useLocation } from "../app/location.ts";
import { say } from "../app/say.ts";

export function Older(props: { readonly page: string | null; readonly nextPage: string | null }): JSX.Element | null {
  const { path, query } = useLocation();
  const at = (page: string | null): string => {
    const next = new URLSearchParams(query);
    next.delete("page");
    if (page !== null) next.set("page", page);
    return `${path}?${next.toString()}`;
  };
  if (props.page === null && props.nextPage === null) return null;
  return (
    <nav class="admin-pages" aria-label={say("翻页", "Pages")}>
      {props.page !== null && (
        <a class="chip" href={at(null)}>
          {say("回到最新", "The newest")}
        </a>
      )}
      {props.nextPage !== null && (
        <a class="chip" href={at(props.nextPage)}>
          {say("更早的", "Older")}
        </a>
      )}
    </nav>
  );
}
