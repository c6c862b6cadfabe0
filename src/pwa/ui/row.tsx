/** One line in a list of words with their values, and a way to change the value where one exists. */
import type { ComponentChildren, JSX } from "preact";
import { say } from "../app/say.ts";

interface RowProps {
  readonly word: string;
  readonly onEdit?: () => void;
  readonly children: ComponentChildren;
}

export function Row({ word, onEdit, children }: RowProps): JSX.Element {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        {children}
        {onEdit !== undefined && (
          <button class="text-button" type="button" onClick={onEdit}>
            {say("修改", "Change")}
            <span class="hidden-words"> {word}</span>
          </button>
        )}
      </dd>
    </div>
  );
}
