/** The name and the address of a collection point, for its forms on the phone and on the PC. */
import type { JSX } from "preact";
import { say } from "../../app/say.ts";
import { Field } from "../../ui/fields/field.tsx";
import { RestoredNotice } from "../../ui/fields/restored-notice.tsx";
import type { PointForm } from "./use-point-form.ts";

interface PlaceFieldsProps {
  readonly form: PointForm;
  /** The sentence about the fault in a field; undefined without a fault. Absent in a form that shows all faults in one place. */
  readonly refusalOf?: (field: "name" | "address") => string | undefined;
}

export function PlaceFields({ form, refusalOf }: PlaceFieldsProps): JSX.Element {
  return (
    <>
      {form.isRestored && <RestoredNotice onStartOver={form.startOver} />}
      <Field
        id="point-name"
        required
        label={say("名称", "Name")}
        hint={say("例如：南门", "For example: South gate")}
        limit={40}
        value={form.name}
        onInput={form.onName}
        refusal={refusalOf?.("name")}
      />
      <Field
        id="point-address"
        required
        label={say("地址", "Address")}
        hint={say("例如：康苑路 8 号南侧", "For example: south side of 8 Kangyuan Road")}
        limit={100}
        value={form.address}
        onInput={form.onAddress}
        refusal={refusalOf?.("address")}
      />
    </>
  );
}
