/** Which of the three categories; those who need not declare are told so here (product.md §3). */
import type { JSX } from "preact";
import { Choices } from "../../form/choices.tsx";
import { say } from "../../app/say.ts";
import { categoryDetail, CATEGORY_ORDER, categoryWord } from "./words.ts";
import type { StepProps } from "../../declare/steps/step.ts";

export function CategoryStep({ draft, change }: StepProps): JSX.Element {
  return (
    <>
      <Choices
        name="category"
        question={say("您现在属于哪一种情况？", "Which is your case?")}
        hideQuestion
        choices={CATEGORY_ORDER.map((value) => ({ value, word: categoryWord(value), detail: categoryDetail(value) }))}
        chosen={draft.category === null ? [] : [draft.category]}
        onToggle={(category) => change({ category })}
      />
      <p class="notice">
        {say("人在外地、短期没有返汉计划：不需要申报。", "Away, and no plan to return soon: you need not declare.")}
      </p>
    </>
  );
}
