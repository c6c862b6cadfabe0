/** Who a code is of, masked: the first character as a picture, name and document. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";

export function Who(props: { readonly person: Person }): JSX.Element {
  return (
    <>
      <span class="avatar" aria-hidden="true">
        {Array.from(props.person.maskedName)[0]}
      </span>
      <span class="who">
        <b>{props.person.maskedName}</b>
        <span class="quiet">{props.person.maskedDocument}</span>
      </span>
    </>
  );
}
