/** The navigation of the workbench on the phone: links to an administrator's pages, to another community for users with several, and back. */
import type { JSX } from "preact";
import type { Workbench } from "../../contract/community.ts";
import { say, saySentence } from "../app/say.ts";
import { grants } from "../app/session.ts";
import { addressOf, type PageName, PAGES } from "./route.ts";

export function Pages(props: { readonly workbench: Workbench; readonly page: PageName }): JSX.Element {
  const { division, roles } = props.workbench;
  const several = new Set(grants.value.map((grant) => grant.division)).size > 1;
  return (
    <>
      {several && (
        <p class="where">
          <a href="/workbench">{say("换一个社区", "Another community")}</a>
        </p>
      )}
      {roles.includes("administrator") && (
        <nav class="pages" aria-label={say("工作台", "Workbench")}>
          {PAGES.map(
            ({ name, role, word }) =>
              word &&
              roles.includes(role) && (
                <a key={name} href={addressOf(division, name)} aria-current={props.page === name ? "page" : undefined}>
                  {saySentence(word)}
                </a>
              ),
          )}
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
