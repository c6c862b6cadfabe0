/** Why somebody is appointed, let go or refused: asked in the same words wherever the record of appointments keeps it. */
import type { JSX } from "preact";
import { say } from "../say.ts";
import { TextField } from "./act-dialog.tsx";

interface ReasonFieldProps {
  readonly value: string;
  readonly onInput: (reason: string) => void;
}

export function ReasonField(props: ReasonFieldProps): JSX.Element {
  return (
    <TextField
      label={say("事由", "Reason")}
      value={props.value}
      maxLength={200}
      hint={say("写入任免记录，不能更改", "Kept in the record, which cannot be changed")}
      onInput={props.onInput}
    />
  );
}
