/** The pages of a community for who administers it, and whose community it is for who works in several. */
import type { JSX } from "preact";
import type { Workbench } from "../../contract/community.ts";
import { say } from "../app/say.ts";
import { grants } from "../app/session.ts";
import { addressOf, type Page } from "./route.ts";

export function Pages(props: { readonly workbench: Workbench; readonly page: Page }): JSX.Element {
  const { division, roles } = props.workbench;
  const several = new Set(grants.value.map((grant) => grant.division)).size > 1;
  const link = (page: Page, word: string): JSX.Element => (
    <a href={addressOf(division, page)} aria-current={props.page === page ? "page" : undefined}>
      {word}
    </a>
  );
  return (
    <>
      {several && (
        <p class="where">
          <a href="/workbench">{say("换一个社区", "Another community")}</a>
        </p>
      )}
      {roles.includes("administrator") && (
        <nav class="pages" aria-label={say("工作台", "Workbench")}>
          {roles.includes("collector") && link("scan", say("扫码", "Scan"))}
          {link("points", say("采集点", "Points"))}
          {link("collectors", say("采集员", "Collectors"))}
        </nav>
      )}
    </>
  );
}

export function Back(props: { readonly href: string; readonly word: string }): JSX.Element {
  return (
    <nav class="bar">
      <a class="back" href={props.href}>
        <span aria-hidden="true">‹</span> {props.word}
      </a>
    </nav>
  );
}
