/** How many would go from which colour to which, as a table of two sides: shape and word of each colour, and who keeps theirs set back. */
import type { JSX } from "preact";
import type { Trial } from "../../contract/trial.ts";
import { say } from "../say.ts";
import { ColourMark } from "./colour-mark.tsx";
import { numberOf } from "./number.ts";
import { countOf, sidesOf } from "./trial-counts.ts";

export function TrialMatrix(props: { readonly colours: NonNullable<Trial["result"]>["colours"] }): JSX.Element {
  const { colours } = props;
  const sides = sidesOf(colours);
  return (
    <section class="trial-side" aria-labelledby="trial-colours">
      <h3 id="trial-colours" class="board-title">
        {say("从哪种码色到哪种码色", "From which colour to which")}
      </h3>
      {/* Nothing within takes the focus: on a narrow screen the keys scroll the table itself. */}
      <div class="admin-card admin-table trial-matrix" role="group" aria-labelledby="trial-colours" tabIndex={0}>
        <table>
          <caption class="hidden-words">
            {say("行：现在的码色；列：按新规则的码色", "Rows: the colour now; columns: the colour by the new rules")}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say("现在 ╲ 新规则", "Now ╲ by the new rules")}</th>
              {sides.to.map((to) => (
                <th key={to} scope="col">
                  <ColourMark colour={to} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sides.from.map((from) => (
              <tr key={from}>
                <th scope="row">
                  <ColourMark colour={from} />
                </th>
                {sides.to.map((to) => (
                  <td key={to} class={from === to ? "quiet" : undefined}>
                    {numberOf(countOf(colours, { from, to }))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
